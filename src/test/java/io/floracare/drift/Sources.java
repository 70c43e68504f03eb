package io.floracare.drift;

import io.floracare.baseline.LeafPhotos;
import io.floracare.drift.stats.Clusters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What windows of the power trials are drawn from. */
final class Sources {
    private Sources() {}

    /**
     * Independent normal columns, the first of which shifts.
     *
     * @param shift in deviations
     * @param outlier put into the first row of every window; NaN for none
     */
    record Normal(Random random, int columns, int rows, int size, double shift, double outlier)
            implements PowerTrial.Source {
        @Override
        public PowerTrial.Table reference() {
            return table(rows, 0, Double.NaN);
        }

        @Override
        public PowerTrial.Table window(boolean changed) {
            return table(size, changed ? shift : 0, outlier);
        }

        private PowerTrial.Table table(int many, double by, double wild) {
            double[][] values = new double[columns][many];
            int[] buckets = new int[many];
            for (int row = 0; row < many; row++) {
                buckets[row] = random.nextInt(Clusters.BUCKETS);
                for (int column = 0; column < columns; column++) {
                    values[column][row] = random.nextGaussian() + (column == 0 ? by : 0);
                }
            }
            if (!Double.isNaN(wild)) {
                values[0][0] = wild * (0.5 + random.nextDouble());
            }
            return new PowerTrial.Table(values, buckets);
        }
    }

    /** Real photos: devices send bursts of one leaf group, the photos of a window retouched. */
    static final class Leaves implements PowerTrial.Source {
        private static final int REFERENCE = 3000;
        private static final int SIZE = 300;
        private static final int BURST = 20;

        private final Random random = new Random(5);
        private final List<List<double[]>> plain;
        private final List<List<double[]>> retouched;

        Leaves(List<LeafPhotos.Photo> plain, List<LeafPhotos.Photo> retouched) {
            this.plain = grouped(plain);
            this.retouched = grouped(retouched);
        }

        private static List<List<double[]>> grouped(List<LeafPhotos.Photo> photos) {
            Map<String, List<double[]>> groups = new LinkedHashMap<>();
            for (LeafPhotos.Photo photo : photos) {
                groups.computeIfAbsent(photo.group(), key -> new ArrayList<>())
                        .add(
                                LeafStream.FEATURES.stream()
                                        .mapToDouble(feature -> feature.of(photo.features()))
                                        .toArray());
            }
            return List.copyOf(groups.values());
        }

        @Override
        public PowerTrial.Table reference() {
            return draw(plain, REFERENCE);
        }

        @Override
        public PowerTrial.Table window(boolean changed) {
            return draw(changed ? retouched : plain, SIZE);
        }

        private PowerTrial.Table draw(List<List<double[]>> groups, int photos) {
            double[][] values = new double[LeafStream.FEATURES.size()][photos];
            int[] buckets = new int[photos];
            int row = 0;
            while (row < photos) {
                int many = Math.min(photos - row, 1 + random.nextInt(BURST));
                int bucket = random.nextInt(Clusters.BUCKETS);
                List<double[]> group = groups.get(random.nextInt(groups.size()));
                for (int i = 0; i < many; i++) {
                    double[] photo = group.get(random.nextInt(group.size()));
                    for (int column = 0; column < photo.length; column++) {
                        values[column][row] = photo[column];
                    }
                    buckets[row++] = bucket;
                }
            }
            return new PowerTrial.Table(values, buckets);
        }
    }
}
