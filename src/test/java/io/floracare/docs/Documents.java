package io.floracare.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The repository's documents. */
final class Documents {
    /** Folders of other people's files and of what a build makes. */
    private static final List<String> SKIPPED = List.of("target", "data", ".git", ".venv");

    private Documents() {}

    /** A fenced block of a document. */
    record Block(Path file, int line, String language, String text) {
        @Override
        public String toString() {
            return file + ":" + line + " (" + language + ")";
        }
    }

    /** Every Markdown file, relative to the repository's root. */
    static List<Path> markdown() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(""))) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !SKIPPED.contains(file.getName(0).toString()))
                    .sorted()
                    .toList();
        }
    }

    /** The fenced blocks of a document. */
    static List<Block> blocks(Path file) throws IOException {
        List<Block> blocks = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        String fence = "";
        String language = "";
        int start = 0;
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (fence.isEmpty() && line.strip().startsWith("```")) {
                fence = line.substring(0, line.indexOf('`')) + "```";
                language = line.strip().substring(3).strip();
                start = i + 1;
                text.setLength(0);
            } else if (!fence.isEmpty() && line.startsWith(fence)) {
                blocks.add(new Block(file, start, language, text.toString()));
                fence = "";
            } else if (!fence.isEmpty()) {
                text.append(line, Math.min(fence.length() - 3, line.length()), line.length())
                        .append('\n');
            }
        }
        assertThat(fence).as("%s: the block of line %s has no end", file, start).isEmpty();
        return blocks;
    }

    /**
     * Compares a generated document with the committed one, or with {@code
     * -Dfloracare.docs.update=true} writes it.
     */
    static void assertCommitted(Path file, String generated) throws IOException {
        if (Boolean.getBoolean("floracare.docs.update")) {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, generated);
        }
        assertThat(file)
                .as("mvn test -Dtest='io.floracare.docs.*Test' -Dfloracare.docs.update=true")
                .exists()
                .content()
                .isEqualTo(generated);
    }
}
