package org.centrala.channels.email.parse;

import java.util.Map;

/** Names for parts that came without one. */
final class FileNames {
    private static final Map<String, String> EXTENSIONS = Words.map("""
            text/plain, text/rfc822-headers, message/delivery-status = txt | text/html = html | text/calendar = ics
            text/csv = csv | text/vcard, text/x-vcard = vcf | message/rfc822, message/global = eml | image/jpeg = jpg
            image/png = png | image/gif = gif | image/webp = webp | image/svg+xml = svg | application/pdf = pdf
            application/zip = zip | application/json = json | application/pgp-signature = asc
            application/pkcs7-signature, application/x-pkcs7-signature = p7s | audio/mpeg = mp3 | video/mp4 = mp4
            """);

    private FileNames() {}

    static String of(String type, int number) {
        var stem = type.startsWith("image/") ? "image" : type.startsWith("message/") ? "message" : "attachment";
        return stem + "-" + number + "." + EXTENSIONS.getOrDefault(type, "bin");
    }
}
