package io.floracare.gateway.audit;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes to a stream that somebody else closes and bounds, such as standard output. */
public final class StreamAudit implements AuditLog {
    private static final Logger LOG = LoggerFactory.getLogger(StreamAudit.class);

    private final AuditLine line = new AuditLine();
    private final ReentrantLock lock = new ReentrantLock();
    private final OutputStream out;

    /**
     * @param out gets whole lines, each with one call
     */
    public StreamAudit(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(AuditEvent event) {
        byte[] bytes = line.of(event);
        lock.lock();
        try {
            out.write(bytes);
            out.flush();
        } catch (IOException e) {
            LOG.atError().setCause(e).log("Audit event is lost");
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {}
}
