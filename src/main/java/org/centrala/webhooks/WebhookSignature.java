package org.centrala.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs what is sent as "Standard Webhooks" describes: HMAC-SHA256 over id, time and body. */
final class WebhookSignature {
    private static final String MARK = "whsec_";
    private static final SecureRandom RANDOM = new SecureRandom();

    private WebhookSignature() {}

    static String freshSecret() {
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return MARK + Base64.getEncoder().encodeToString(bytes);
    }

    static Map<String, String> headers(String secret, UUID event, Instant now, String body) {
        var id = event.toString();
        var time = Long.toString(now.getEpochSecond());
        var headers = new LinkedHashMap<String, String>();
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", time);
        headers.put("webhook-signature", "v1," + signed(secret, id + "." + time + "." + body));
        return headers;
    }

    private static String signed(String secret, String content) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring(MARK.length())), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(content.getBytes(UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
