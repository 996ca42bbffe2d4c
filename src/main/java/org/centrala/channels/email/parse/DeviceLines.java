package org.centrala.channels.email.parse;

import java.util.Locale;
import java.util.stream.Stream;

/** The lines with which telephones and mail programs of many languages sign what was typed on them. */
final class DeviceLines {
    private static final String[] DEVICE = Words.list("""
            sent from_ | sent via_ | sent with_ | sent by_ | sent using_ | get outlook for | from my iphone
            from my ipad | from my android | typed on my_ | download outlook | prenesite outlook | prenesi outlook | descargar outlook | baixar outlook | stáhnout outlook
            outlook voor | hämta outlook | hent outlook | скачать outlook | outlook.com app | wysłane z_ | wysłano z_
            wysłane za pomocą | wysłano za pomocą | wysłane przy użyciu | pobierz outlook | pobierz program outlook | pobierz aplikację outlook | obtenez outlook | ottieni outlook
            obter o outlook | obtener outlook | outlook-app herunterladen | pobierz aplikację outlook
            poslano z_ | poslano iz_ | poslano s_ | odesláno z_ | odoslané z_ | von meinem_ | gesendet von_
            gesendet mit_ | diese nachricht wurde von_ | outlook für_ | holen sie sich outlook | envoyé depuis
            envoyé de_ | envoyé à partir | envoyé avec | télécharger outlook | enviado desde | enviado do_
            enviado de_ | enviado a partir | obtener outlook | inviato da_ | scarica outlook | verzonden met
            verzonden vanaf | verstuurd vanaf | sendt fra | skickat från | lähetetty_ | отправлено с | отправлено из
            надіслано з | 从我的 | 從我的 | 发自我的 | 发自我的 | iphone から送信 | someone from mobile | trimis de pe
            iphone'umdan gönderildi | inviato dal mio_ | odesláno ze_ | odoslané zo_ | изпратено от | στάλθηκε από | 發自我的
            gửi từ_ | dikirim dari_ | ส่งจาก | saadetud minu_ | išsiųsta iš | nosūtīts no_ | enviat des d | נשלח מה | أُرسلت من
            أرسلت من | تم الإرسال من | послато са | poslato sa_ | sent on the go | get bluemail | elküldve az_ | get bluemail
            """);

    /** The same where the verb stands last. */
    private static final String[] DEVICE_ENDS = Words.list("""
            ról küldve | ről küldve | mról küldve | készülékemről küldve | készülékről küldve | gönderildi | から送信 | 에서 보냄
            에서 보냈습니다 | 에서 전송됨
            """);

    private static final String[] DEVICES = Words.list("""
            iphone | ipad | galaxy | samsung | android | huawei | xiaomi | outlook | cihaz | készülék
            """);

    /** How the lines begin or end that offer Outlook for the telephone. */
    private static final String[] OFFERS = Words.list("""
            get_ | pobierz | pridobi | prenes | beziehen | herunterladen | télécharge | obten | obter | obtén | descarga | scarica
            ottieni | získ | stáhn | stiahn | preuzm | letöltés | download | baixar | hämta | skaffa | hent_ | få_ | hanki
            lataa | скачать | получить | отримати | завантаж | изтегл | edin | indir | descărc | obțin | αποκτήστε | λήψη
            入手 | 入手する | 获取 | 獲取 | 取得 | 下载 | 下載 | 다운로드 | iegūt | gauti | hankige | dapatkan | преузм | preuzim
            """);

    private static final int LONGEST_OFFER = 60;

    private DeviceLines() {}

    /** The address of the program, alone on the line behind its name. */
    static boolean address(String line) {
        return (line.startsWith("http://") || line.startsWith("https://") || line.startsWith("<http"))
                && line.indexOf(' ') < 0;
    }

    static boolean matches(String line) {
        if (line.length() > 130) {
            return false;
        }
        int from = 0;
        while (from < line.length() && "<([*_-–— \u2063\u200b".indexOf(line.charAt(from)) >= 0) {
            from++;
        }
        var lower = line.substring(from).toLowerCase(Locale.ROOT);
        if (lower.startsWith("get [outlook") || offersOutlook(lower)) {
            return true;
        }
        for (var device : DEVICE) {
            if (lower.startsWith(device)) {
                return true;
            }
        }
        return lower.length() < LONGEST_OFFER
                && Stream.of(DEVICE_ENDS).anyMatch(lower::endsWith)
                && Words.anyIn(lower, DEVICES);
    }

    private static boolean offersOutlook(String lower) {
        int link = lower.indexOf('<');
        var words = link > 0 ? lower.substring(0, link).strip() : lower;
        return words.length() < LONGEST_OFFER
                && words.contains("outlook")
                && (words.contains("ios") || words.contains("android"))
                && words.indexOf('?') < 0
                && Stream.of(OFFERS)
                        .anyMatch(offer ->
                                words.startsWith(offer) || words.contains(" " + offer) || words.endsWith(offer));
    }
}
