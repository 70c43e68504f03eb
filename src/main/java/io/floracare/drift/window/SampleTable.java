package io.floracare.drift.window;

import io.floracare.drift.Hashes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The photos of one model that enter a window's test: of each device those with the lowest hashes
 * of their ids, and of each slot the devices with the lowest hashes of device and window. Which
 * they are depends on the photos alone, not on their order nor on how they were merged. Not
 * thread-safe.
 */
final class SampleTable {
    /** Devices of a slot: some 4,000 of a window. */
    static final int DEVICES = 16;

    /** Photos of a slot that examples are chosen from. */
    private static final int CANDIDATES = 8;

    private final long start;
    private final int photosPerDevice;
    private final @Nullable List<Device>[] slots;

    /** Told of what enters and what is displaced. */
    interface Listener {
        void added(Sample sample);

        void removed(Sample sample);
    }

    /**
     * An empty table.
     *
     * @param start of the window
     * @param photosPerDevice most photos of a device
     */
    @SuppressWarnings({"unchecked", "rawtypes"})
    SampleTable(long start, int photosPerDevice) {
        this.start = start;
        this.photosPerDevice = photosPerDevice;
        this.slots = (List<Device>[]) new List[Slots.COUNT];
    }

    void offer(Sample sample, @Nullable Listener listener) {
        long cluster = sample.photo().cluster();
        Device device = device(cluster, listener);
        if (device != null) {
            device.offer(sample, photosPerDevice, listener);
        }
    }

    /** The device's entry, a new one if it may enter; null when others go before it. */
    private @Nullable Device device(long cluster, @Nullable Listener listener) {
        int slot = Slots.of(cluster);
        List<Device> devices = slots[slot];
        if (devices == null) {
            devices = new ArrayList<>(2);
            slots[slot] = devices;
        }
        for (Device device : devices) {
            if (device.cluster == cluster) {
                return device;
            }
        }
        Device fresh = new Device(cluster, Hashes.of(cluster, start));
        if (devices.size() == DEVICES) {
            int last = 0;
            for (int i = 1; i < DEVICES; i++) {
                last = Device.ORDER.compare(devices.get(i), devices.get(last)) > 0 ? i : last;
            }
            Device displaced = devices.get(last);
            if (Device.ORDER.compare(fresh, displaced) > 0) {
                return null;
            }
            if (listener != null) {
                displaced.forEach(listener::removed);
            }
            devices.set(last, fresh);
        } else {
            devices.add(fresh);
        }
        return fresh;
    }

    void forEach(Consumer<Sample> visitor) {
        for (int slot = 0; slot < slots.length; slot++) {
            forEach(slot, visitor);
        }
    }

    /** Visits the photos of one slot. */
    void forEach(int slot, Consumer<Sample> visitor) {
        List<Device> devices = slots[slot];
        if (devices != null) {
            devices.forEach(device -> device.forEach(visitor));
        }
    }

    /** Visits some photos of each slot, always the same of the same ones: enough for examples. */
    void forEachCandidate(Consumer<Sample> visitor) {
        for (List<Device> devices : slots) {
            if (devices != null) {
                int[] left = {CANDIDATES};
                devices.stream()
                        .sorted(Device.ORDER)
                        .forEach(device ->
                                device.forEach(sample -> {
                                    if (left[0]-- > 0) {
                                        visitor.accept(sample);
                                    }
                                }));
            }
        }
    }

    /** Photos in the table. */
    long size() {
        long[] size = {0};
        forEach(sample -> size[0]++);
        return size[0];
    }

    private static final class Device {
        static final Comparator<Device> ORDER =
                (a, b) -> {
                    int order = Long.compareUnsigned(a.rank, b.rank);
                    return order != 0 ? order : Long.compareUnsigned(a.cluster, b.cluster);
                };

        private final long cluster;
        private final long rank;
        private Sample[] kept = new Sample[1];
        private int size;

        Device(long cluster, long rank) {
            this.cluster = cluster;
            this.rank = rank;
        }

        void offer(Sample sample, int most, @Nullable Listener listener) {
            long id = sample.photo().id();
            int at = size;
            while (at > 0 && Long.compareUnsigned(kept[at - 1].photo().id(), id) >= 0) {
                at--;
            }
            if (at == most || (at < size && kept[at].photo().id() == id)) {
                return;
            }
            if (size == most) {
                if (listener != null) {
                    listener.removed(kept[size - 1]);
                }
            } else {
                size++;
            }
            if (size > kept.length) {
                kept = Arrays.copyOf(kept, Math.min(most, 2 * size));
            }
            System.arraycopy(kept, at, kept, at + 1, size - 1 - at);
            kept[at] = sample;
            if (listener != null) {
                listener.added(sample);
            }
        }

        void forEach(Consumer<Sample> visitor) {
            for (int i = 0; i < size; i++) {
                visitor.accept(kept[i]);
            }
        }
    }
}
