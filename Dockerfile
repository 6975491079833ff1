# Packs what Maven built (`mvn package`): the runtime, the operator and the small store of the quick start.
# Without Docker: mvn package -Pimage -Dimage.base=BASE.tar (docs/install.md).
ARG BASE_IMAGE=eclipse-temurin:25-jre
FROM ${BASE_IMAGE}
COPY localstore/target/lib/ /opt/sluice/localstore/lib/
COPY operator/target/quarkus-app/lib/ /opt/sluice/operator/lib/
COPY worker/target/lib/ /opt/sluice/lib/
COPY image/src/main/rootfs/opt/sluice/bin/ /opt/sluice/bin/
COPY localstore/target/sluice-localstore-*.jar /opt/sluice/localstore/sluice-localstore.jar
COPY operator/target/quarkus-app/app/ /opt/sluice/operator/app/
COPY operator/target/quarkus-app/quarkus/ /opt/sluice/operator/quarkus/
COPY operator/target/quarkus-app/quarkus-run.jar /opt/sluice/operator/
COPY worker/target/sluice-worker-*.jar /opt/sluice/sluice-worker.jar
USER 10001:10001
ENTRYPOINT ["/opt/sluice/bin/sluice"]
