package dev.sluice.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** The newest certificate that the job's pods have been given. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CertificateStatus(
    @JsonPropertyDescription("Which one: 0 is the job's first.") Long generation,
    @Size(max = 64) @JsonPropertyDescription("When it was made; RFC 3339.") String issuedTime,
    @Size(max = 64) @JsonPropertyDescription("When it expires; RFC 3339.") String expiryTime,
    @Size(max = 64) @JsonPropertyDescription("From when on new connections use it; RFC 3339.")
        @Nullable String useFromTime,
    @Size(max = 8)
        @JsonPropertyDescription(
            "Fingerprint of the key that the token of the REST API is of; absent if there is none.")
        @Nullable String httpKey) {}
