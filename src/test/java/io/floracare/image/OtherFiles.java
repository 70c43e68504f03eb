package io.floracare.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** First bytes of files that are no image that is read, filled up with random bytes. */
final class OtherFiles {
    private static final List<String> STARTS =
            List.of(
                    "%PDF-1.7\n%\u00e2\u00e3\n1 0 obj\n",
                    "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
                    "<?xml version=\"1.0\"?>\n<svg width=\"9\"/>",
                    "<!DOCTYPE html><html><body>",
                    "{\"image\": \"no\"}",
                    "just some words about leaves\n",
                    "\0\0\0\u0018ftypheic\0\0\0\0mif1heic",
                    "\0\0\0\u001cftypavif\0\0\0\0avifmif1miaf",
                    "\0\0\0\u0018ftypmp42\0\0\0\0isommp42",
                    "\u00ff\n\u0000\u0010",
                    "\0\0\0\fJXL \r\n\u0087\n",
                    "\0\0\0\fjP  \r\n\u0087\n",
                    "8BPS\0\1\0\0\0\0\0\0\0\3",
                    "\0\0\1\0\1\0\u0010\u0010\0\0\1\0 \0",
                    "PK\3\4\24\0\0\0\10\0",
                    "\u001f\u008b\10\0\0\0\0\0",
                    "Rar!\32\7\1\0",
                    "7z\u00bc\u00af'\34",
                    "RIFF$\0\0\0AVI LIST",
                    "RIFF$\0\0\0WAVEfmt ",
                    "\u001aE\u00df\u00a3\1\0\0\0",
                    "\u007fELF\2\1\1\0",
                    "MZ\u0090\0\3\0\0\0",
                    "\u00ca\u00fe\u00ba\u00be\0\0\0E",
                    "\u0080\2}q\0X\5\0\0\0model",
                    "BM: a text that starts like a bitmap");

    private OtherFiles() {}

    static byte[] any(SplittableRandom random) {
        String start = STARTS.get(random.nextInt(STARTS.size()));
        byte[] bytes = start.getBytes(StandardCharsets.ISO_8859_1);
        int length = bytes.length;
        byte[] file = Arrays.copyOf(bytes, length + random.nextInt(4096));
        for (int i = length; i < file.length; i++) {
            file[i] = (byte) random.nextInt();
        }
        return file;
    }
}
