package io.floracare.classify;

import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.message.Result.Source;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PoisonMarkersTest {
    private static final Source RECORD = new Source("leaf-images", 3, 42);

    @TempDir private Path root;

    /**
     * Opens the markers, takes the record in hand, and gives the folder up without ending it, as a
     * death does.
     */
    private void dieOn(Source source) {
        try (PoisonMarkers markers = PoisonMarkers.open(root)) {
            markers.marker().begin(source);
        }
    }

    @Test
    void counts_each_death_on_the_record_in_hand() {
        dieOn(RECORD);
        dieOn(RECORD);
        try (PoisonMarkers markers = PoisonMarkers.open(root)) {
            assertThat(markers.deaths()).containsOnly(java.util.Map.entry(RECORD, 2));
            assertThat(markers.deaths(RECORD)).isEqualTo(2);
            assertThat(markers.deaths(new Source("leaf-images", 3, 43))).isZero();
        }
    }

    @Test
    void one_death_counts_once() {
        dieOn(RECORD);
        try (PoisonMarkers markers = PoisonMarkers.open(root)) {
            assertThat(markers.deaths(RECORD)).isEqualTo(1);
        }
    }

    @Test
    void remembers_deaths_over_a_life_without_one() {
        dieOn(RECORD);
        PoisonMarkers.open(root).close();
        dieOn(RECORD);
        try (PoisonMarkers markers = PoisonMarkers.open(root)) {
            assertThat(markers.deaths(RECORD)).isEqualTo(2);
        }
    }

    @Test
    void an_ended_record_is_no_death() {
        try (PoisonMarkers markers = PoisonMarkers.open(root)) {
            PoisonMarkers.Marker marker = markers.marker();
            marker.begin(RECORD);
            marker.end();
        }
        try (PoisonMarkers markers = PoisonMarkers.open(root)) {
            assertThat(markers.deaths()).isEmpty();
        }
    }

    @Test
    void forgets_a_record_that_was_survived() {
        dieOn(RECORD);
        try (PoisonMarkers markers = PoisonMarkers.open(root)) {
            markers.survived(RECORD);
        }
        try (PoisonMarkers markers = PoisonMarkers.open(root)) {
            assertThat(markers.deaths()).isEmpty();
        }
    }

    @Test
    void living_processes_do_not_share_a_folder() {
        try (PoisonMarkers first = PoisonMarkers.open(root);
                PoisonMarkers second = PoisonMarkers.open(root)) {
            first.marker().begin(RECORD);
            assertThat(second.deaths()).isEmpty();
        }
        try (PoisonMarkers heir = PoisonMarkers.open(root)) {
            assertThat(heir.deaths()).containsOnlyKeys(RECORD);
        }
    }

    @Test
    void each_thread_has_a_marker_of_its_own() {
        Source other = new Source("leaf-images-express", 0, 7);
        try (PoisonMarkers markers = PoisonMarkers.open(root)) {
            markers.marker().begin(RECORD);
            markers.marker().begin(other);
        }
        try (PoisonMarkers markers = PoisonMarkers.open(root)) {
            assertThat(markers.deaths()).containsOnlyKeys(RECORD, other);
        }
    }
}
