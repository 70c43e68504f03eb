package io.floracare.client;

/** Told how a run of the publisher goes; calls never overlap, but come from several threads. */
public interface PublishProgress {
    /** Nobody watches. */
    PublishProgress NONE =
            new PublishProgress() {
                @Override
                public void planned(int files) {}

                @Override
                public void settled(PublishOutcome outcome) {}
            };

    /** The files are counted; called once, first. */
    void planned(int files);

    /** One file is settled. */
    void settled(PublishOutcome outcome);
}
