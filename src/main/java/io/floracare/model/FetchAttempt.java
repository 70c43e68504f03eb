package io.floracare.model;

import io.floracare.model.ModelFetcher.Origin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

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
                        .orElseThrow(
                                () ->
                                        new RefusedException(
                                                "there is no manifest.json; push the package with"
                                                        + " `floracare model push DIR`"));
        store.parse(address, manifest);
        String digest = Sha256.of(manifest);
        Optional<ModelPackage> present = cache.find(digest);
        ModelPackage got =
                present.isPresent()
                        ? present.get()
                        : cache.fill(digest, folder -> store.fetch(address, manifest, folder));
        return remembered(address, digest, got, present.isPresent());
    }

    private ModelFetcher.Outcome.Fetched run(ModelAddress.Bare address)
            throws RefusedException, UnavailableException, IOException, InterruptedException {
        ModelStore.BareObjects objects = store.find(address);
        String uri = store.uri(address);
        Optional<ModelPackage> present = cache.lastOf(uri, objects.tag());
        String key = Sha256.of((uri + " " + objects.tag()).getBytes(StandardCharsets.UTF_8));
        ModelPackage got =
                present.isPresent()
                        ? present.get()
                        : cache.fill(key, folder -> store.fetch(objects, folder));
        return remembered(address, objects.tag(), got, present.isPresent());
    }

    private ModelFetcher.Outcome.Fetched remembered(
            ModelAddress address, String tag, ModelPackage got, boolean fromCache)
            throws IOException {
        cache.remember(store.uri(address), tag, got);
        return new ModelFetcher.Outcome.Fetched(got, fromCache ? Origin.CACHE : Origin.STORE);
    }
}
