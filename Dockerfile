# One image for every role; see docs/operations.md.
ARG BUILD_IMAGE=maven:3.9-eclipse-temurin-25
ARG RUNTIME_IMAGE=eclipse-temurin:25-jre

# The libraries depend on pom.xml alone: their layers stay when the code changes.
FROM ${BUILD_IMAGE} AS libraries
WORKDIR /build
COPY .mvn .mvn
COPY pom.xml ./
RUN mvn -B -q -ntp -Dmaven.repo.local=/maven dependency:copy-dependencies@lib
COPY docker/NativeLibraries.java docker/
ENV DJL_CACHE_DIR=/build/native/djl OPT_OUT_TRACKING=true
RUN java -cp 'target/lib/*' -Dai.djl.offline=true --enable-native-access=ALL-UNNAMED \
      -Dorg.bytedeco.javacpp.cachedir=/build/native/javacpp \
      docker/NativeLibraries.java target/lib native/lib \
 && chmod -R a+rX native \
 && mv target/lib lib \
 && printf -- '-cp ' > classpath \
 && printf '/opt/floracare/%s:' lib/*.jar >> classpath \
 && echo /opt/floracare/floracare.jar >> classpath

FROM libraries AS application
COPY topics topics
COPY src/main src/main
RUN mvn -B -q -ntp -Dmaven.repo.local=/maven -Pquick resources:resources compiler:compile jar:jar

FROM ${RUNTIME_IMAGE}
RUN groupadd --system --gid 10001 floracare \
 && useradd --system --uid 10001 --gid floracare --no-create-home --home-dir /var/lib/floracare \
      --shell /usr/sbin/nologin floracare \
 && install -d -o floracare -g floracare -m 750 /var/lib/floracare
COPY --from=libraries /build/native /opt/floracare/native
COPY --from=libraries /build/lib /opt/floracare/lib
COPY --from=libraries /build/classpath /opt/floracare/
COPY docker/jvm.options docker/classes.txt /opt/floracare/
# The libraries' classes as Java wants them in memory: a start takes a quarter less CPU. Without the
# application's own, so that this layer stays when the code changes.
WORKDIR /opt/floracare
RUN java @jvm.options -Xlog:disable -Xlog:all=error:stderr -Xshare:dump \
      -XX:SharedClassListFile=classes.txt -XX:SharedArchiveFile=libraries.jsa \
      "$(sed 's#:/opt/floracare/floracare.jar##; s/^-cp /-Djava.class.path=/' classpath)"
COPY docker/bin /opt/floracare/bin
ARG MODEL=leaf-disease/0.6.0
COPY models/${MODEL} /opt/floracare/models/${MODEL}
COPY --from=application /build/target/floracare.jar /opt/floracare/

# Memory of tensors is kept rather than given back and faulted in again for each image.
ENV MALLOC_MMAP_THRESHOLD_=1073741824 \
    MALLOC_TRIM_THRESHOLD_=4294967296 \
    OPT_OUT_TRACKING=true \
    DJL_CACHE_DIR=/opt/floracare/native/djl \
    FLORACARE_DATA_DIR=/var/lib/floracare \
    FLORACARE_HTTP_HOST=0.0.0.0 \
    FLORACARE_GATEWAY_HOST=0.0.0.0
USER 10001:10001
WORKDIR /var/lib/floracare
VOLUME /var/lib/floracare
EXPOSE 8080 8081
HEALTHCHECK --interval=5s --timeout=3s --start-period=180s --retries=3 CMD ["/opt/floracare/bin/health"]
ENTRYPOINT ["/opt/floracare/bin/floracare"]
CMD ["--help"]

ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="FloraCare" \
      org.opencontainers.image.description="Classifies leaf photos that arrive on Kafka" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
