package org.centrala.search;

/**
 * A light Slovene stemmer: takes off the longest ending of declension (naročila, naročilom, naročili → narocil), never
 * more than leaves four letters.
 */
final class SloveneStems {
    private static final int SHORTEST = 4;

    /** Of folded words, longest first. */
    private static final String[] ENDINGS = {
        "ovoma", "evoma", "njami", "njema", "ovami", "ovega", "ovemu", "ovimi", "ema", "ami", "imi", "ima", "oma",
        "ega", "emu", "ova", "ove", "ovi", "eva", "eve", "evi", "ih", "im", "om", "em", "ov", "ev", "ah", "eh", "am",
        "mi", "jo", "ja", "je", "ju", "a", "e", "i", "o", "u"
    };

    private SloveneStems() {}

    static String stem(String folded) {
        for (var ending : ENDINGS) {
            if (folded.length() - ending.length() >= SHORTEST && folded.endsWith(ending)) {
                return folded.substring(0, folded.length() - ending.length());
            }
        }
        return folded;
    }
}
