package io.floracare.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The lines that a child process has written, and waiting for one. */
final class Transcript {
    private final List<String> lines = new ArrayList<>();
    private boolean ended;

    synchronized void add(String line) {
        lines.add(line);
        notifyAll();
    }

    synchronized void end() {
        ended = true;
        notifyAll();
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    synchronized String await(String text, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        int next = 0;
        while (true) {
            for (; next < lines.size(); next++) {
                if (lines.get(next).contains(text)) {
                    return lines.get(next);
                }
            }
            long left = (end - System.nanoTime()) / 1_000_000;
            if (ended || left <= 0) {
                throw new AssertionError(
                        (ended ? "the child ended" : "no line within " + atMost)
                                + " without '"
                                + text
                                + "':\n"
                                + this);
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while waiting for '" + text + "'", e);
            }
        }
    }

    @Override
    public synchronized String toString() {
        return String.join("\n", lines);
    }
}
