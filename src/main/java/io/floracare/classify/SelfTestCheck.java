package io.floracare.classify;

import io.floracare.inference.ModelSlot;
import io.floracare.inference.SelfTest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Takes the package's own self-test as the proof that the engine works. */
public final class SelfTestCheck implements ModelCheck {
    @Override
    public @Nullable String fault(ModelSlot.Lease lease) {
        try {
            SelfTest test = SelfTest.of(lease.classifier().modelPackage());
            return switch (test.run(lease.session(), lease.classifier().variant())) {
                case SelfTest.Passed passed -> null;
                case SelfTest.Failed failed -> failed.message();
            };
        } catch (IOException e) {
            return "the self-test cannot be read: " + e.getMessage();
        }
    }
}
