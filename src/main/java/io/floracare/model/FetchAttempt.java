package io.floracare.model;

import io.floracare.model.ModelFetcher.Origin;
import java.io.IOException;

/** One try to get a package from a store, or from the cache when the store has the same. */
final class FetchAttempt {
    private final ModelStore store;
    private final ModelCache cache;

    FetchAttempt(ModelStore store, ModelCache cache) {
        this.store = store;
        this.cache = cache;
    }

    ModelFetcher.Outcome.Fetched run(ModelAddress address)
            throws RefusedException, UnavailableException, IOException, InterruptedException {
        return switch (address) {
            case ModelAddress.Packaged packaged -> run(packaged);
            case ModelAddress.Bare bare -> run(bare);
        };
    }

    private ModelFetcher.Outcome.Fetched run(ModelAddress.Packaged address)
            throws RefusedException, UnavailableException, IOException, InterruptedException {
        byte[] manifest =
                store.manifest(address)
                        .orElseThrow(() ->
                                new RefusedException(
                                        "there is no manifest.json; push the package with"
                                                + " `floracare model push DIR`"));
        store.parse(address, manifest);
        String digest = Sha256.of(manifest);
        return fetched(
                cache.obtain(
                        new ModelCache.Wanted(store.uri(address), digest, digest),
                        folder -> store.fetch(address, manifest, folder)));
    }

    private ModelFetcher.Outcome.Fetched run(ModelAddress.Bare address)
            throws RefusedException, UnavailableException, IOException, InterruptedException {
        ModelStore.BareObjects objects = store.find(address);
        return fetched(
                cache.obtain(
                        new ModelCache.Wanted(store.uri(address), objects.tag(), null),
                        folder -> store.fetch(objects, folder)));
    }

    private static ModelFetcher.Outcome.Fetched fetched(ModelCache.Obtained obtained) {
        return new ModelFetcher.Outcome.Fetched(
                obtained.modelPackage(), obtained.filled() ? Origin.STORE : Origin.CACHE);
    }
}
