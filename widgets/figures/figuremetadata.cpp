#include "widgets/figures/figuremetadata.h"

#include "core/base/version.h"

#include <QtEndian>

#include <algorithm>
#include <array>

namespace learnscope {

namespace {
QByteArray escaped(const std::string& text)
{
    return QString::fromStdString(text).toHtmlEscaped().toUtf8();
}

QByteArray alternative(const char* name, const std::string& text)
{
    const QByteArray tag(name);
    return "<" + tag + "><rdf:Alt><rdf:li xml:lang=\"x-default\">" + escaped(text) + "</rdf:li></rdf:Alt></"
        + tag + ">\n";
}

template<typename Number>
Number read(const QByteArray& bytes, qsizetype at)
{
    return qFromLittleEndian<Number>(bytes.constData() + at);
}

template<typename Number>
void append(QByteArray& bytes, Number number)
{
    std::array<char, sizeof(Number)> text {};
    qToLittleEndian(number, text.data());
    bytes.append(text.data(), text.size());
}
} // namespace

QString figureCreator()
{
    return QStringLiteral("Learnscope ") + QString::fromUtf8(version().data(), qsizetype(version().size()));
}

QByteArray xmpOf(const FigureMetadata& metadata)
{
    QByteArray xmp = "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
                     "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
                     "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
                     "xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" "
                     "xmlns:learnscope=\"urn:learnscope:figure:1#\">\n"
        + alternative("dc:title", metadata.title) + alternative("dc:description", metadata.caption)
        + "<xmp:CreatorTool>" + figureCreator().toUtf8() + "</xmp:CreatorTool>\n";
    if (!metadata.record.empty())
        xmp += "<learnscope:record>" + escaped(metadata.record) + "</learnscope:record>\n";
    return xmp + "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n";
}

QByteArray withImageDescription(const QByteArray& tiff, std::string_view text)
{
    // TIFF 6.0, section 2: a header with the place of the first directory; a directory is a count, entries of
    // 12 bytes in the order of their tags, and the place of the next one. What is new goes to the end.
    constexpr quint16 descriptionTag = 270;
    constexpr quint16 ascii = 2;
    constexpr qsizetype entrySize = 12;
    if (!tiff.startsWith(QByteArray("II*\0", 4)) || tiff.size() < 8)
        return tiff;
    const auto directory = static_cast<qsizetype>(read<quint32>(tiff, 4));
    if (directory + 2 > tiff.size())
        return tiff;
    const qsizetype count = read<quint16>(tiff, directory);
    if (directory + 2 + count * entrySize + 4 > tiff.size())
        return tiff;
    QByteArray result = tiff;
    result.append(result.size() % 2, '\0'); // all places are even
    const auto textAt = static_cast<quint32>(result.size());
    result.append(text.data(), qsizetype(text.size())).append('\0');
    result.append(result.size() % 2, '\0');
    const auto newDirectory = static_cast<quint32>(result.size());
    append<quint16>(result, static_cast<quint16>(count + 1));
    bool isWritten = false;
    const auto writeEntry = [&] {
        append<quint16>(result, descriptionTag);
        append<quint16>(result, ascii);
        append<quint32>(result, static_cast<quint32>(text.size() + 1));
        append<quint32>(result, textAt);
        isWritten = true;
    };
    for (qsizetype entry = 0; entry < count; ++entry) {
        const qsizetype at = directory + 2 + entry * entrySize;
        const quint16 tag = read<quint16>(tiff, at);
        if (tag == descriptionTag)
            return tiff;
        if (tag > descriptionTag && !isWritten)
            writeEntry();
        result.append(tiff.mid(at, entrySize));
    }
    if (!isWritten)
        writeEntry();
    result.append(tiff.mid(directory + 2 + count * entrySize, 4));
    qToLittleEndian(newDirectory, result.data() + 4);
    return result;
}

} // namespace learnscope
