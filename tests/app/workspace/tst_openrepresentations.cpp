#include "app/workspace/sessiondocument.h"
#include "app/workspace/workspace.h"
#include "core/io/arrays/writerepresentations.h"
#include "core/similarity/confusionrdm.h"
#include "tests/support/trialfile.h"

#include <QAbstractItemModelTester>
#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace learnscope;

namespace {
WorkspaceOptions fewDraws()
{
    WorkspaceOptions options;
    options.rules.curves.bootstrapDraws = 100;
    return options;
}

void writeFile(const QString& path, const QByteArray& content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
}

/// Features of items called so, a row each.
std::string writeFeatures(const QString& path, const std::vector<std::string>& names)
{
    std::vector<float> values;
    for (std::size_t row = 0; row < names.size(); ++row)
        for (std::size_t column = 0; column < 4; ++column)
            values.push_back(static_cast<float>((row * 5 + column * 3 + row * column) % 11));
    const auto features =
        Embedding::make(names.size(), 4, SharedValues<float>(std::move(values)), RowNames(names));
    if (!writeEmbedding(path.toStdString(), *features))
        qFatal("cannot write %s", qPrintable(path));
    return path.toStdString();
}

const std::vector<std::string> animals = {"owl", "cat", "dog", "bee", "fox"};
} // namespace

#define WAIT_UNTIL_IDLE(workspace) QTRY_VERIFY_WITH_TIMEOUT(!(workspace).isBusy(), 60000)

class TestOpenRepresentations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QVERIFY(m_folder.isValid()); }

    void opensFilesAndArrangesThem()
    {
        Workspace workspace(fewDraws());
        Representations& all = workspace.representations();
        QAbstractItemModelTester tester(&all.model());
        QSignalSpy opened(&workspace, &Workspace::opened);
        const std::string file = writeFeatures(path("animals.npz"), animals);
        workspace.open({QString::fromStdString(file)});
        WAIT_UNTIL_IDLE(workspace);
        QCOMPARE(opened.count(), 1);
        QCOMPARE(all.model().count(), 1);
        QCOMPARE(all.model().at(0).label, std::string("animals"));
        QVERIFY(all.set());
        QCOMPARE(all.set()->shown.size(), std::size_t(1));
        QCOMPARE(all.set()->groups[0].names[0], std::string("owl"));
        QVERIFY(!workspace.isEmpty() && workspace.hasData());

        RepresentationOptions options = all.options();
        options.order.by = ItemOrdering::Name;
        all.setOptions(options);
        WAIT_UNTIL_IDLE(workspace);
        QCOMPARE(all.set()->groups[0].names[0], std::string("bee"));

        // Opened again it stays one, in its place, with its measure.
        all.model().setMeasure(0, PairMeasure::Euclidean);
        workspace.open({QString::fromStdString(file)});
        WAIT_UNTIL_IDLE(workspace);
        QCOMPARE(all.model().count(), 1);
        QVERIFY(all.model().at(0).measure == PairMeasure::Euclidean);
        QCOMPARE(all.set()->shown[0].matrix->measure(), std::string("euclidean"));

        all.model().setShown(0, false);
        WAIT_UNTIL_IDLE(workspace);
        QVERIFY(all.set()->shown.empty());
    }

    void rejectsAFileAndSaysWhere()
    {
        Workspace workspace(fewDraws());
        writeFile(path("broken.npy"), "\x93NUMPY\x01");
        workspace.open({path("broken.npy")});
        WAIT_UNTIL_IDLE(workspace);
        QCOMPARE(workspace.representations().model().count(), 0);
        QCOMPARE(workspace.problems().rowCount(), 1);
        QCOMPARE(workspace.problems().problems()[0].file, path("broken.npy").toStdString());
        // Mended and opened again, it is no problem any more.
        const std::string mended = writeFeatures(path("broken.npy"), animals);
        workspace.open({QString::fromStdString(mended)});
        WAIT_UNTIL_IDLE(workspace);
        QCOMPARE(workspace.problems().rowCount(), 0);
        QCOMPARE(workspace.representations().model().count(), 1);
    }

    void readsNamesAnew()
    {
        Workspace workspace(fewDraws());
        Representations& all = workspace.representations();
        const std::string file = writeFeatures(path("nameless.npy"), animals);
        workspace.open({QString::fromStdString(file)});
        WAIT_UNTIL_IDLE(workspace);
        QVERIFY(itemNames(*all.model().at(0).value).empty());
        writeFile(path("names.tsv"), "uniqueID\tsize\nu1\t1\nu2\t2\nu3\t3\nu4\t4\nu5\t5\n");
        RepresentationFile chosen = *all.model().at(0).file();
        chosen.namesFile = path("names.tsv").toStdString();
        all.openArray(chosen);
        WAIT_UNTIL_IDLE(workspace);
        QCOMPARE(all.model().count(), 1);
        QCOMPARE(itemNames(*all.model().at(0).value)[4], std::string("u5"));
        // A file of names that does not fit is a problem, and what was there stays.
        writeFile(path("few.txt"), "a\nb\n");
        chosen.namesFile = path("few.txt").toStdString();
        all.openArray(chosen);
        WAIT_UNTIL_IDLE(workspace);
        QVERIFY(workspace.problems().rowCount() > 0);
        QCOMPARE(itemNames(*all.model().at(0).value)[4], std::string("u5"));
    }

    void followsTheAnswersOfAnObserver()
    {
        Workspace workspace(fewDraws());
        Representations& all = workspace.representations();
        const QString table = writeTrialFile(path("people.csv"), {.runs = 6, .epochs = 3, .trials = 60});
        workspace.open({table});
        WAIT_UNTIL_IDLE(workspace);
        all.addOfTrials({"people", Phase::Test, {}}, "People");
        WAIT_UNTIL_IDLE(workspace);
        QVERIFY(all.model().at(0).value);
        const auto rdms = confusionRdms(workspace.analysis()->observers[0].confusion);
        const auto expected = std::find_if(rdms.begin(), rdms.end(), [](const ConfusionRdm& rdm) {
            return rdm.phase == Phase::Test && rdm.epoch == 3;
        });
        QVERIFY(expected != rdms.end());
        const auto& matrix = std::get<SimilarityMatrix>(*all.model().at(0).value);
        QCOMPARE(matrix.names(), expected->matrix.names());
        for (std::size_t column = 1; column < matrix.size(); ++column)
            QCOMPARE(matrix.at(0, column), expected->matrix.at(0, column));

        // Other runs, another matrix; none, and it says so; the table again, and it is there again.
        const double before = matrix.at(0, 1);
        const std::vector<std::int32_t> last {6};
        workspace.observers().setCheckedRuns(0, last);
        WAIT_UNTIL_IDLE(workspace);
        QVERIFY(std::get<SimilarityMatrix>(*all.model().at(0).value).at(0, 1) != before);
        workspace.removeObserver(0);
        WAIT_UNTIL_IDLE(workspace);
        QVERIFY(!all.model().at(0).value && !all.model().at(0).problem.empty());
        workspace.open({table});
        WAIT_UNTIL_IDLE(workspace);
        QVERIFY(all.model().at(0).value && all.model().at(0).problem.empty());
        QCOMPARE(std::get<SimilarityMatrix>(*all.model().at(0).value).at(0, 1), before);
    }

    void selectsTrialsByItemsAndBack()
    {
        Workspace workspace(fewDraws());
        Representations& all = workspace.representations();
        workspace.open({writeTrialFile(path("net.csv"))});
        WAIT_UNTIL_IDLE(workspace);
        all.addOfTrials({"net", Phase::Test, {}}, "Net");
        WAIT_UNTIL_IDLE(workspace);
        const std::string first = all.set()->groups[0].names[0];
        all.items().select({first});
        QCOMPARE(workspace.selection().selection().clauses.size(), std::size_t(1));
        QCOMPARE(workspace.selection().selection().clauses[0].truths.values, std::vector {first});

        TrialClause clause;
        clause.truths = ValueSet<std::string>::only({all.set()->groups[0].names[1]});
        workspace.selection().select({{clause}});
        QCOMPARE(all.items().items(), ItemSet {all.set()->groups[0].names[1]});
        workspace.selection().clear();
        QVERIFY(all.items().items().empty());

        // Items that are no classes and no pictures are selected apart from trials.
        all.items().select({"nothing of that name"});
        QVERIFY(workspace.selection().selection().empty());
        workspace.selection().select(trialsOf("net", 1));
        QVERIFY(all.items().isSelected("nothing of that name"));
    }

    void comesBackFromAWorkspaceFile()
    {
        const std::string file = writeFeatures(path("saved.npz"), animals);
        QVERIFY(QDir(m_folder.path()).mkpath(QStringLiteral("pictures")));
        WorkspaceDocument document;
        {
            Workspace workspace(fewDraws());
            Representations& all = workspace.representations();
            workspace.open({QString::fromStdString(file), writeTrialFile(path("of.csv"))});
            WAIT_UNTIL_IDLE(workspace);
            all.addOfTrials({"of", Phase::Train, 2}, "Answers");
            all.model().setMeasure(0, PairMeasure::Dot);
            all.model().setReference(0, true);
            all.model().setLabel(0, "Animals");
            all.model().setShown(1, false);
            RepresentationOptions options = all.options();
            options.order = {ItemOrdering::Clusters, "saved", 2, true, Linkage::Ward, 3};
            options.scaling.method = ScalingMethod::NonMetric;
            options.likeness.measure = MatrixMeasure::TauA;
            options.likeness.unit = BootstrapUnit::Items;
            options.likeness.correction = Correction::BenjaminiHochberg;
            all.setOptions(options);
            all.openPictures(path("pictures").toStdString());
            all.items().select({"bee", "fox"});
            WAIT_UNTIL_IDLE(workspace);
            document = documentOf(workspace.state(), *workspace.hashes());
        }
        const WorkspaceItems& items = document.items;
        QCOMPARE(items.order, std::string("clusters"));
        QCOMPARE(items.leader, std::string("saved"));
        QCOMPARE(items.column, std::size_t(2));
        QVERIFY(items.descending);
        QCOMPARE(items.linkage, std::string("ward"));
        QCOMPARE(items.clusters, std::size_t(3));
        QCOMPARE(items.scaling, std::string("non-metric"));
        QCOMPARE(items.likeness, std::string("tau-a"));
        QCOMPARE(items.unit, std::string("items"));
        QCOMPARE(items.correction, std::string("bh"));
        QCOMPARE(items.picturesFolder, path("pictures").toStdString());
        QCOMPARE(items.selected, (std::vector<std::string> {"bee", "fox"}));
        const auto place = std::filesystem::path(path("w.learnscope").toStdString());
        const std::string text = toText(document, place);
        QVERIFY(QString::fromStdString(text).contains(QLatin1String("\"path\": \"saved.npz\"")));
        auto read = workspaceFromText(text, place);
        QVERIFY2(read, read ? "" : read.error().message.c_str());
        QCOMPARE(read->representations, document.representations);
        QCOMPARE(read->items, document.items);

        auto loaded = loadWorkspace(*read, 1, JobContext::none());
        QVERIFY(loaded);
        TableHashes hashes;
        const ReopenedSession reopened = sessionOf(*loaded, hashes, place.string());
        Workspace again(fewDraws());
        again.setState(reopened.session);
        WAIT_UNTIL_IDLE(again);
        const WorkspaceDocument second = documentOf(again.state(), *again.hashes());
        QCOMPARE(second.representations, document.representations);
        QCOMPARE(second.items, document.items);
        QVERIFY(again.representations().model().at(1).value);
        QVERIFY(again.representations().items().isSelected("bee"));
    }

    void tellsOfFilesThatAreGoneOrOthers()
    {
        const std::string file = writeFeatures(path("changing.npz"), animals);
        Workspace workspace(fewDraws());
        workspace.open({QString::fromStdString(file)});
        WAIT_UNTIL_IDLE(workspace);
        const WorkspaceDocument document = documentOf(workspace.state(), *workspace.hashes());
        QVERIFY(!document.representations[0].sha256.empty());
        const auto remarks = [&] {
            auto loaded = loadWorkspace(document, 1, JobContext::none());
            std::vector<std::string> codes;
            for (const Finding& finding : loaded->representationRemarks)
                codes.push_back(finding.code);
            return codes;
        };
        QVERIFY(remarks().empty());
        writeFeatures(path("changing.npz"), {"a", "b", "c", "d"});
        QCOMPARE(remarks(), std::vector<std::string> {"changed-representation"});
        QVERIFY(QFile::remove(QString::fromStdString(file)));
        QCOMPARE(remarks(), std::vector<std::string> {"missing-representation"});
        auto loaded = loadWorkspace(document, 1, JobContext::none());
        QCOMPARE(loaded->representations.open.size(), std::size_t(1)); // and stays in the workspace
        QVERIFY(!loaded->representations.open[0].problem.empty());
    }

    void refusesWorkspacesThatSayWhatIsNotUnderstood_data()
    {
        QTest::addColumn<QByteArray>("member");
        QTest::addColumn<QByteArray>("part");
        QTest::newRow("no list") << QByteArray(R"("representations": 3)") << QByteArray("list");
        QTest::newRow("measure") << QByteArray(R"("representations": [{"path": "a.npy", "measure": "x"}])")
                                 << QByteArray("'x'");
        QTest::newRow("no path") << QByteArray(R"("representations": [{}])") << QByteArray("path");
        QTest::newRow("epoch") << QByteArray(R"("representations": [{"observer": "a", "epoch": "x"}])")
                               << QByteArray("number");
        QTest::newRow("order") << QByteArray(R"("items": {"order": {"by": "size"}})") << QByteArray("'size'");
        QTest::newRow("column") << QByteArray(R"("items": {"order": {"column": -1}})")
                                << QByteArray("whole number");
    }
    void refusesWorkspacesThatSayWhatIsNotUnderstood()
    {
        QFETCH(QByteArray, member);
        QFETCH(QByteArray, part);
        const auto read = workspaceFromText("{\"format\": \"learnscope-workspace\", \"version\": \"1.0\", "
                                                + member.toStdString() + "}",
                                            "/tmp/w.learnscope");
        QVERIFY(!read);
        QVERIFY2(QByteArray::fromStdString(read.error().message).contains(part),
                 read.error().message.c_str());
        QVERIFY(read.error().where.line > 0);
    }

private:
    QString path(const char* name) const { return m_folder.filePath(QString::fromLatin1(name)); }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestOpenRepresentations)
#include "tst_openrepresentations.moc"
