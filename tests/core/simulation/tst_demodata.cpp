#include "core/io/trialreader.h"
#include "core/io/trialwriter.h"
#include "core/simulation/embryorenderer.h"
#include "core/simulation/simulatedtrials.h"
#include "core/stimuli/stimulusfolder.h"
#include "tests/support/shareddata.h"

#include <QCryptographicHash>
#include <QDirIterator>
#include <QFile>
#include <QTest>

#include <set>

using namespace learnscope;

namespace {
constexpr int pictureSize = 160;
constexpr int networkRuns = 10;

/// What README.md says the set was made with.
StimulusDesign demoDesign()
{
    return *designStimuli({.prefix = "demo_gen", .categories = 3, .objects = 6, .seed = 1});
}

std::filesystem::path demoFolder()
{
    return sourceFolder() / "data" / "demo";
}

QByteArray contentOf(const std::filesystem::path& path)
{
    QFile file(QString::fromStdString(path.string()));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// ".26", "1.50", "1"
QString shortNumber(double number)
{
    QString text = number == 1 ? QStringLiteral("1") : QString::number(number, 'f', 2);
    return text.startsWith(QLatin1String("0.")) ? text.mid(1) : text;
}

QString curveText(const LearningCurve& curve)
{
    return shortNumber(curve.rate) + QStringLiteral(", ") + shortNumber(curve.offset) + QStringLiteral(", ")
        + shortNumber(curve.asymptote);
}
} // namespace

class TestDemoData : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void staysSmall()
    {
        qint64 size = 0;
        QDirIterator files(QString::fromStdString((sourceFolder() / "data").string()), QDir::Files,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            files.next();
            size += files.fileInfo().size();
        }
        QVERIFY2(size > 500000 && size < 3000000, qPrintable(QString::number(size)));
    }

    void hasTheTablesThatTheProgramMakes_data()
    {
        QTest::addColumn<QString>("name");
        for (const SimulatedObserver& observer : simulatedObservers())
            QTest::newRow(observer.name.c_str()) << QString::fromStdString(observer.name);
    }

    void hasTheTablesThatTheProgramMakes()
    {
        QFETCH(QString, name);
        const StimulusDesign design = demoDesign();
        for (const SimulatedObserver& observer : observersFor(design, networkRuns)) {
            if (QString::fromStdString(observer.name) != name)
                continue;
            const auto table = simulateObserver(observer, design, design.seed);
            QVERIFY(table);
            const auto path = demoFolder() / "trials" / (observer.name + ".csv");
            QCOMPARE(QByteArray::fromStdString(formatTrials(*table)), contentOf(path));
            const auto read = readTrials(path);
            QVERIFY(read);
            QCOMPARE(read->size(), table->size());
            const Observer known = makeObserver(path.string(), std::make_shared<const TrialTable>(*read));
            QCOMPARE(known.name, observer.name);
            QVERIFY(known.kind == observer.kind);
            return;
        }
        QFAIL("no such observer");
    }

    void hasNoOtherTables()
    {
        std::error_code status;
        std::set<std::string> found;
        for (const auto& entry : std::filesystem::directory_iterator(demoFolder() / "trials", status))
            found.insert(entry.path().filename().string());
        std::set<std::string> expected;
        for (const SimulatedObserver& observer : simulatedObservers())
            expected.insert(observer.name + ".csv");
        QVERIFY(found == expected);
    }

    void hasAPictureForEachOfTheDesign()
    {
        const auto set = readStimulusFolder(demoFolder() / "stimuli");
        QVERIFY2(set, set ? "" : set.error().toString().c_str());
        for (const Error& remark : set->remarks())
            QFAIL(remark.toString().c_str());
        const StimulusDesign design = demoDesign();
        QCOMPARE(set->stimuli().size(), design.stimuli.size());
        for (const PlannedStimulus& planned : design.stimuli) {
            const Stimulus* found = set->find(planned.fileName);
            QVERIFY2(found, planned.fileName.c_str());
            QCOMPARE(found->path.parent_path(), demoFolder() / "stimuli" / planned.folder);
            QVERIFY(found->name && *found->name == planned.name);
        }
    }

    void hasThePicturesThatTheProgramDraws_data()
    {
        QTest::addColumn<int>("stimulus");
        const StimulusDesign design = demoDesign();
        for (std::size_t index = 0; index < design.stimuli.size(); index += 29)
            QTest::newRow(design.stimuli[index].fileName.c_str()) << int(index);
    }

    /// Other compilers and mathematical libraries may round otherwise: a pixel by two grey levels; at the
    /// edges of solids, where one more or one less of its 16 samples may be covered, by a tenth of the range.
    void hasThePicturesThatTheProgramDraws()
    {
        QFETCH(int, stimulus);
        const StimulusDesign design = demoDesign();
        const PlannedStimulus& planned = design.stimuli[std::size_t(stimulus)];
        const EmbryoMesh mesh =
            meshOf(growEmbryo(design.seed, planned.category, planned.object), meshResolutionFor(pictureSize));
        const StimulusName& name = planned.name;
        const auto drawn = renderEmbryo(
            mesh, {name.axis.empty() ? 'z' : name.axis.front(), double(name.angle)}, {.size = pictureSize});
        const auto stored = readPicture(demoFolder() / "stimuli" / planned.folder / planned.fileName);
        QVERIFY(drawn && stored);
        QCOMPARE(stored->rgb.size(), drawn->rgb.size());
        int different = 0;
        for (std::size_t at = 0; at < drawn->rgb.size(); ++at) {
            const int apart = std::abs(int(drawn->rgb[at]) - int(stored->rgb[at]));
            QVERIFY(apart <= 26);
            different += apart > 2;
        }
        QVERIFY(different <= 3 * 20);
    }

    void hasRightChecksums()
    {
        const QList<QByteArray> lines = contentOf(demoFolder() / "SHA256SUMS").trimmed().split('\n');
        QCOMPARE(int(lines.size()), 342 + 5);
        for (const QByteArray& line : lines) {
            QCOMPARE(line.mid(64, 2), QByteArray("  "));
            const QByteArray content = contentOf(demoFolder() / line.mid(66).toStdString());
            QVERIFY2(!content.isEmpty(), line.constData());
            QCOMPARE(QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex(), line.left(64));
        }
    }

    void saysInItsReadmeWhatWasPutIn()
    {
        const QString readme = QString::fromUtf8(contentOf(demoFolder() / "README.md"));
        for (const SimulatedObserver& observer : observersFor(demoDesign(), networkRuns)) {
            const QString row = QStringLiteral("| `%1` | %2 | %3 | %4 | %5 | %6 % | %7 % |")
                                    .arg(QString::fromStdString(observer.name))
                                    .arg(observer.runs)
                                    .arg(curveText(observer.train), curveText(observer.test),
                                         shortNumber(observer.rateSpread))
                                    .arg(qRound(100 * observer.turnCost))
                                    .arg(qRound(100 * observer.noveltyCost));
            QVERIFY2(readme.contains(row), qPrintable(row));
        }
        QVERIFY(readme.contains(QStringLiteral("--seed 1 --size 160 --prefix demo_gen --runs 10")));
    }
};

QTEST_GUILESS_MAIN(TestDemoData)
#include "tst_demodata.moc"
