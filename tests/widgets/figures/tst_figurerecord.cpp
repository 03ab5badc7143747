#include "core/base/version.h"
#include "tests/widgets/figures/figuretestdata.h"
#include "widgets/figures/figuremetadata.h"
#include "widgets/figures/figurerecord.h"

#include <nlohmann/json.hpp>

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QImage>
#include <QTest>
#include <QXmlStreamReader>

#include <csignal>
#include <sys/resource.h>
#include <unistd.h>

using namespace learnscope;

namespace {
QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

std::string contentOfElement(const QByteArray& xml, const QString& name)
{
    QXmlStreamReader reader(xml);
    while (!reader.atEnd())
        if (reader.readNext() == QXmlStreamReader::StartElement && reader.name() == name)
            return reader.readElementText().toStdString();
    return {};
}

/// Tag 270 of a TIFF file, found anew.
std::string imageDescription(const QByteArray& tiff)
{
    const auto number = [&](qsizetype at, int bytes) {
        qsizetype value = 0;
        for (int byte = bytes - 1; byte >= 0; --byte)
            value = value * 256 + static_cast<unsigned char>(tiff[at + byte]);
        return value;
    };
    const qsizetype directory = number(4, 4);
    qsizetype last = 0;
    for (qsizetype entry = 0; entry < number(directory, 2); ++entry) {
        const qsizetype at = directory + 2 + 12 * entry;
        if (number(at, 2) <= last)
            return "the tags are not in order";
        last = number(at, 2);
        if (last == 270)
            return tiff.mid(number(at + 8, 4), number(at + 4, 4) - 1).toStdString();
    }
    return {};
}
} // namespace

class TestFigureRecord : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        m_input = simulatedInput(2, 4, 5, 60);
        m_input.curves.options.seed = 11;
        m_input.selections = {{RunSelection::Rule::Learners, {}}, {}};
        m_input.curves.observers[0].runs = {1, 3};
        m_input.curves.observers[0].observer.label = "M\u00e4nner";
        m_input.curves.observers[0].observer.file = path("human.csv").toStdString();
        m_input.curves.observers[1].observer.file = path("gone.csv").toStdString();
        QFile table(path("human.csv"));
        QVERIFY(table.open(QIODevice::WriteOnly) && table.write("abc") == 3);
        table.close();
        m_input.rules.splitRule = SplitRule::AsPublished;
        m_request.width = 89;
        m_request.palette = FigurePalette::OkabeIto;
        m_scene = *makeFigure(m_request, m_input);
        m_record = recordJson(makeRecord(m_request, m_input, m_scene));
    }

    void tellsWhatTheFigureRestsOn()
    {
        for (const char letter : m_record)
            QVERIFY(static_cast<unsigned char>(letter) < 128);
        const auto json = nlohmann::json::parse(m_record);
        QCOMPARE(json["program"].get<std::string>(), "learnscope " + std::string(version()));
        QCOMPARE(json["figures"][0]["kind"].get<std::string>(), std::string("learning-curves"));
        QCOMPARE(json["figures"][0]["width_mm"].get<double>(), 89.);
        QCOMPARE(json["page"]["palette"].get<std::string>(), std::string("okabe-ito"));
        QCOMPARE(json["page"]["line_width_pt"].get<double>(), 1.1);
        const auto& human = json["tables"][0];
        QCOMPARE(human["label"].get<std::string>(), std::string("M\u00e4nner"));
        QCOMPARE(human["file"].get<std::string>(), std::string("human.csv")); // without folders
        QCOMPARE(human["sha256"].get<std::string>(),
                 std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")); // "abc"
        QCOMPARE(human["runs_chosen_by"].get<std::string>(), std::string("learners"));
        QCOMPARE(human["n"].get<int>(), 2);
        QCOMPARE(human["runs"].get<std::vector<int>>(), (std::vector<int> {1, 3}));
        QCOMPARE(human["runs_in_table"].get<int>(), 4);
        QCOMPARE(human["trials"].get<int>(), 4 * 5 * 21);
        QVERIFY(json["tables"][1]["sha256"].is_null()); // its file is not there any more
        QCOMPARE(json["definitions"]["bootstrap"]["seed"].get<int>(), 11);
        QCOMPARE(json["definitions"]["bootstrap"]["draws"].get<int>(), 60);
        QCOMPARE(json["definitions"]["rules"]["split"].get<std::string>(), std::string("as-published"));
        QCOMPARE(json["caption"].get<std::string>(), m_scene.caption);
    }

    void isInTheMetadata_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* name : {"x.pdf", "x.svg", "x.png", "x.tiff"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }

    void isInTheMetadata()
    {
        QFETCH(QString, name);
        const QString file = path(name);
        FigureOutput output;
        output.format = *figureFormatFromName(QFileInfo(name).suffix().toStdString());
        output.dpi = 150;
        QVERIFY(writeFigureFiles({file.toStdString(), m_record}, m_scene, output));
        QCOMPARE(contentOf(file + QStringLiteral(".json")).toStdString(), m_record);
        switch (output.format) {
        case FigureFormat::Pdf: {
            const QByteArray xmp =
                outputOf(QStringLiteral("pdfinfo"), {QStringLiteral("-meta"), file}).trimmed();
            QCOMPARE(contentOfElement(xmp, QStringLiteral("record")), m_record);
            QVERIFY(xmp.contains("M\u00e4nner"));
            break;
        }
        case FigureFormat::Svg:
            QCOMPARE(contentOfElement(contentOf(file), QStringLiteral("record")), m_record);
            QVERIFY(!contentOf(file).contains("rgba("));
            break;
        case FigureFormat::Png: {
            const QImage image(file);
            QCOMPARE(image.text(QStringLiteral("Learnscope")).toStdString(), m_record);
            QCOMPARE(image.text(QStringLiteral("Description")).toStdString(), m_scene.caption);
            break;
        }
        case FigureFormat::Tiff:
            QCOMPARE(imageDescription(contentOf(file)), m_record);
            QCOMPARE(QImage(file).size(), QImage::fromData(*encodeFigure(m_scene, output)).size());
            QCOMPARE(QImage(file), QImage::fromData(*encodeFigure(m_scene, output)));
            break;
        }
    }

    void leavesOddTiffFilesAlone()
    {
        for (const QByteArray& odd :
             {QByteArray(), QByteArray("II*\0", 4), QByteArray("II*\0\xff\xff\xff\x7f", 8),
              QByteArray("MM\0*\0\0\0\x08", 8), QByteArray("II*\0\x08\0\0\0\x09\0", 10)})
            QCOMPARE(withImageDescription(odd, "text"), odd);
    }

    void saysTheDateItIsTold()
    {
        qputenv("SOURCE_DATE_EPOCH", "86400");
        const QString file = path("dated.pdf");
        QVERIFY(writeFigure(file.toStdString(), m_scene, {}));
        qunsetenv("SOURCE_DATE_EPOCH");
        const auto dateOf = [&] {
            const QByteArray facts = outputOf(QStringLiteral("pdfinfo"), {QStringLiteral("-isodates"), file});
            const qsizetype at = facts.indexOf("CreationDate:");
            return QDateTime::fromString(
                QString::fromLatin1(facts.mid(at + 13, facts.indexOf('\n', at) - at - 13)).trimmed(),
                Qt::ISODate);
        };
        QCOMPARE(dateOf().toSecsSinceEpoch(), 86400);
        QVERIFY(writeFigure(file.toStdString(), m_scene, {}));
        QVERIFY(dateOf().secsTo(QDateTime::currentDateTime()) < 3600);
    }

    void keepsWhatWasThereWhenTheDiskIsFull()
    {
        const QString file = path("full.pdf");
        QVERIFY(writeFigureFiles({file.toStdString(), m_record}, m_scene, {}));
        const QByteArray before = contentOf(file);
        const QByteArray recordBefore = contentOf(file + QStringLiteral(".json"));
        const QStringList files = QDir(m_folder.path()).entryList(QDir::Files);

        // A limit on the size of files stops a write in its middle, as a full disk does.
        struct rlimit limit = {};
        QCOMPARE(::getrlimit(RLIMIT_FSIZE, &limit), 0);
        const struct rlimit small = {4096, limit.rlim_max};
        const auto handler = std::signal(SIGXFSZ, SIG_IGN);
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &small), 0);
        FigureScene other = m_scene;
        other.caption = "another";
        const Result<void> written = writeFigureFiles({file.toStdString(), "{}"}, other, {});
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &limit), 0);
        std::signal(SIGXFSZ, handler);

        QVERIFY(!written);
        QCOMPARE(written.error().kind, Error::Kind::Io);
        QVERIFY2(written.error().toString().find("full.pdf: cannot be written: ") != std::string::npos,
                 written.error().toString().c_str());
        QCOMPARE(contentOf(file), before);
        QCOMPARE(contentOf(file + QStringLiteral(".json")), recordBefore);
        QCOMPARE(QDir(m_folder.path()).entryList(QDir::Files), files);
    }

    void writesNothingWhereTheRecordCannotBeWritten()
    {
        const QString file = path("taken.pdf");
        QVERIFY(QDir().mkpath(file + QStringLiteral(".json")));
        const Result<void> written = writeFigureFiles({file.toStdString(), m_record}, m_scene, {});
        QVERIFY(!written);
        QVERIFY(!QFile::exists(file));
    }

    void saysThatAFolderIsReadOnly()
    {
        const QString folder = path("locked");
        QVERIFY(QDir().mkpath(folder));
        QVERIFY(QFile::setPermissions(
            folder, QFile::ReadOwner | QFile::ExeOwner | QFile::ReadOther | QFile::ExeOther));
        // Root may write everywhere, so it writes as nobody.
        const bool isRoot = ::geteuid() == 0;
        QVERIFY(!isRoot || ::seteuid(65534) == 0);
        const Result<void> written =
            writeFigureFiles({(folder + QStringLiteral("/x.pdf")).toStdString(), m_record}, m_scene, {});
        QVERIFY(!isRoot || ::seteuid(0) == 0);
        QVERIFY(!written);
        QVERIFY2(written.error().toString().find("locked/x.pdf: cannot be written: Permission denied")
                     != std::string::npos,
                 written.error().toString().c_str());
        QVERIFY(QDir(folder).isEmpty());
    }

private:
    QString path(const char* name) const { return m_folder.filePath(QString::fromLatin1(name)); }
    QString path(const QString& name) const { return m_folder.filePath(name); }

    QTemporaryDir m_folder;
    FigureInput m_input;
    FigureRequest m_request;
    FigureScene m_scene;
    std::string m_record;
};

QTEST_MAIN(TestFigureRecord)
#include "tst_figurerecord.moc"
