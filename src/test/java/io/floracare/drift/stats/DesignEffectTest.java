package io.floracare.drift.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DesignEffectTest {
    @Test
    void of_independent_photos_is_about_one() {
        double sum = 0;
        for (int seed = 0; seed < 50; seed++) {
            sum += effect(new Samples(seed).clustered(2000, 1, 0, 0)).factor();
        }
        assertThat(sum / 50).isCloseTo(1, within(0.06));
    }

    @Test
    void of_identical_photos_is_the_size_of_their_bursts() {
        double sum = 0;
        for (int seed = 0; seed < 50; seed++) {
            sum += effect(new Samples(seed).clustered(4000, 19, 1, 0)).factor();
        }
        // E m² / E m of bursts of 1 to 19 photos.
        assertThat(sum / 50).isCloseTo(13, within(1.2));
    }

    @Test
    void knows_that_a_shifting_location_moves_in_fewer_directions_than_noise() {
        double shifting = 0;
        double noise = 0;
        for (int seed = 0; seed < 20; seed++) {
            shifting += effect(new Samples(seed).clustered(4000, 100, 0.3, 0)).directions();
            noise += effect(new Samples(seed).clustered(4000, 1, 0, 0)).directions();
        }
        assertThat(shifting / 20).isBetween(1.0, 1.6);
        assertThat(noise / 20).isBetween(2.0, 3.5);
    }

    @Test
    void of_one_device_says_that_there_is_one_group() {
        Histogram histogram = new Histogram(BinEdges.of(new double[] {0, 1, 2}));
        for (int i = 0; i < 100; i++) {
            histogram.add(i % 3, 7);
        }
        DesignEffect effect = DesignEffect.ofDistribution(histogram.clusters());

        assertThat(effect.groups()).isEqualTo(1);
        assertThat(effect.factor()).isEqualTo(1);
        assertThat(effect.freedom()).isEqualTo(1);
    }

    @Test
    void of_nothing_is_none_and_finite() {
        DesignEffect effect = DesignEffect.ofDistribution(new Clusters(Histogram.COARSE));

        assertThat(effect.groups()).isZero();
        assertThat(effect.factor()).isEqualTo(1);
    }

    @Test
    void shrinks_with_the_share_of_photos_kept() {
        DesignEffect effect = new DesignEffect(11, 31, 2, 32);

        assertThat(effect.effective(1100)).isEqualTo(100);
        assertThat(effect.thinned(0.1).factor()).isCloseTo(2, within(1e-12));
    }

    private static DesignEffect effect(Samples.Clustered sample) {
        return DesignEffect.ofDistribution(sample.histogram().clusters());
    }
}
