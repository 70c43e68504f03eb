package io.floracare.testing;

import java.util.Arrays;

/**
 * Runs another class's {@code main} in a child JVM that ends with its parent: a test JVM that is
 * killed leaves nothing behind.
 */
public final class ChildMain {
    private ChildMain() {}

    /** Arguments: the class, then its own arguments. */
    public static void main(String[] args) throws ReflectiveOperationException {
        var _ =
                ProcessHandle.current()
                        .parent()
                        .orElseThrow()
                        .onExit()
                        .thenRun(() -> Runtime.getRuntime().halt(99));
        Class.forName(args[0])
                .getMethod("main", String[].class)
                .invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
    }
}
