package io.floracare.drift.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

class DeviceIndexTest {
    @Property(tries = 300)
    void keeps_the_lowest_hashes_in_any_order(
            @ForAll List<Long> ids, @ForAll @IntRange(min = 1, max = 5) int most) {
        byte @Nullable [] row = null;
        TreeSet<Long> kept = new TreeSet<>(Long::compareUnsigned);
        for (long id : ids) {
            DeviceIndex.Change change = DeviceIndex.offer(row, id, most);
            if (change != null) {
                row = change.row();
                assertThat(kept.add(id)).isTrue();
                if (change.displaced() != null) {
                    assertThat(kept.remove(change.displaced())).isTrue();
                }
            }
        }
        TreeSet<Long> all = new TreeSet<>(Long::compareUnsigned);
        all.addAll(ids);
        assertThat(new ArrayList<>(kept)).isEqualTo(all.stream().limit(most).toList());
        if (row != null) {
            assertThat(row).hasSize(kept.size() * Long.BYTES);
        }
    }
}
