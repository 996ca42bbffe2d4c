package org.centrala.platform.reading;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The words of packed XML documents, of Office (docx, xlsx, pptx) and OpenDocument (odt, ods, odp): read as a stream,
 * with neither document types nor entities, so that nothing outside the file is ever looked at.
 */
final class OfficeXml {
    private static final long MOST_UNPACKED = 200_000_000;
    private static final int MOST_ENTRIES = 10_000;
    private static final Pattern PARTS =
            Pattern.compile("word/(document|header\\d*|footer\\d*|footnotes|endnotes|comments)\\.xml"
                    + "|xl/(sharedStrings|worksheets/sheet\\d+|comments\\d+)\\.xml"
                    + "|ppt/(slides/slide\\d+|notesSlides/notesSlide\\d+)\\.xml|content\\.xml");
    /** Those of Office have their words in elements of this name; those of OpenDocument anywhere in the body. */
    private static final String WORDS = "t";

    private static final Set<String> LINES = Set.of("p", "h", "si", "is", "c", "row", "table-row", "br", "line-break");
    private static final Set<String> SPACES = Set.of("tab", "s", "table-cell", "ptab");

    private final XMLInputFactory factory = factory();
    private final Collected into;
    private long unpacked;

    OfficeXml(Collected into) {
        this.into = into;
    }

    /** It unpacks to more than a document has. */
    static final class Bomb extends IOException {
        private static final long serialVersionUID = 1;
    }

    private static XMLInputFactory factory() {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("nothing outside the file is read");
        });
        return factory;
    }

    void read(byte[] file) throws IOException, XMLStreamException {
        int entries = 0;
        int parts = 0;
        try (var zip = new ZipInputStream(new ByteArrayInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (++entries > MOST_ENTRIES) {
                    throw new Bomb();
                }
                var content = new Counted(zip);
                if (PARTS.matcher(entry.getName()).matches()) {
                    parts++;
                    part(content, entry.getName());
                    content.skipAll();
                } else {
                    // Passing it over unpacks it as well.
                    content.skipAll();
                }
            }
        }
        if (parts == 0) {
            throw new IOException("not a document");
        }
    }

    private void part(InputStream content, String name) throws IOException, XMLStreamException {
        var reader = factory.createXMLStreamReader(content);
        try {
            if (name.equals("content.xml")) {
                openDocument(reader);
            } else {
                office(reader);
            }
        } catch (XMLStreamException wrapped) {
            if (unpacked > MOST_UNPACKED) {
                throw new Bomb();
            }
            throw wrapped;
        } finally {
            reader.close();
        }
        into.write('\n');
    }

    /** Numbers of a table stand in {@code v}, unless it is the place of a shared string. */
    private void office(XMLStreamReader reader) throws IOException, XMLStreamException {
        boolean words = false;
        boolean shared = false;
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    var name = reader.getLocalName();
                    if (name.equals("c")) {
                        var type = reader.getAttributeValue(null, "t");
                        shared = type != null && !type.equals("str") && !type.equals("n");
                    }
                    words = name.equals(WORDS) || name.equals("v") && !shared;
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    words = false;
                    gap(reader.getLocalName());
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (words) {
                        characters(reader);
                    }
                }
                default -> {}
            }
        }
    }

    private void openDocument(XMLStreamReader reader) throws IOException, XMLStreamException {
        boolean body = false;
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT ->
                    body = body || reader.getLocalName().equals("body");
                case XMLStreamConstants.END_ELEMENT -> gap(reader.getLocalName());
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (body) {
                        characters(reader);
                    }
                }
                default -> {}
            }
        }
    }

    private void characters(XMLStreamReader reader) throws IOException {
        into.write(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
    }

    private void gap(String ended) throws IOException {
        if (LINES.contains(ended)) {
            into.write('\n');
        } else if (SPACES.contains(ended)) {
            into.write(' ');
        }
    }

    /** Counts what is unpacked, over all entries; the end of one is not the end of the archive. */
    private final class Counted extends FilterInputStream {
        Counted(InputStream zip) {
            super(zip);
        }

        @Override
        public int read() throws IOException {
            var one = super.read();
            count(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            var read = super.read(bytes, from, length);
            count(Math.max(0, read));
            return read;
        }

        void skipAll() throws IOException {
            var bytes = new byte[16_384];
            while (read(bytes, 0, bytes.length) >= 0) {}
        }

        private void count(int more) throws Bomb {
            unpacked += more;
            if (unpacked > MOST_UNPACKED) {
                throw new Bomb();
            }
        }

        @Override
        public void close() {}
    }
}
