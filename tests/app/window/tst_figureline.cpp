#include "app/cli/figureline.h"

#include "app/workspace/inputs.h"
#include "tests/support/trialfile.h"

#include <QTemporaryDir>
#include <QTest>

#include <functional>

using namespace learnscope;

Q_DECLARE_METATYPE(std::function<void(learnscope::FigureRequest&)>)

/// Whatever changes a figure stands in the line that draws it.
class TestFigureLine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        for (const char* name : {"human.csv", "net.csv"}) {
            const QString file = writeTrialFile(m_folder.filePath(QString::fromLatin1(name)));
            const LoadedTrials loaded = loadTrials(file.toStdString(), nullptr, {}, 1, JobContext::none());
            OpenObserver open;
            open.observer = loaded.observer;
            open.cells = std::make_shared<const std::vector<AccuracyCell>>(loaded.cells);
            open.checkedRuns = {1, 2, 3, 4};
            open.style = styleFor(open.observer, int(m_session.observers.size()));
            m_session.observers.push_back(open);
        }
    }

    void saysEveryField_data()
    {
        QTest::addColumn<std::function<void(FigureRequest&)>>("change");
        QTest::addColumn<QString>("said"); // empty: it has no words
        using Change = std::function<void(FigureRequest&)>;
        const auto row = [](const char* field, const char* said, Change change) {
            QTest::newRow(field) << change << QString::fromLatin1(said);
        };
        // A field that is added breaks these two lines: it needs a row below, too.
        [[maybe_unused]] auto [kind, style, width, height, fontSize, lineWidth, palette, networks, filter,
                               legend, counts, coloring, colors, difference] = FigureRequest();
        [[maybe_unused]] auto [observers, phase, epochs] = filter;
        row("kind", "--kind runs", [](FigureRequest& request) { request.kind = FigureKind::Runs; });
        row("style", "--style as-published",
            [](FigureRequest& request) { request.style = FigureStyle::AsPublished; });
        row("width", "--width 120.5mm", [](FigureRequest& request) { request.width = 120.5; });
        row("height", "--height 60mm", [](FigureRequest& request) { request.height = 60; });
        row("font size", "--font-size 8", [](FigureRequest& request) { request.fontSize = 8; });
        row("line width", "--line-width 1.5", [](FigureRequest& request) { request.lineWidth = 1.5; });
        row("palette", "--palette okabe-ito",
            [](FigureRequest& request) { request.palette = FigurePalette::OkabeIto; });
        row("observers", "", [](FigureRequest& request) { request.filter.observers = {"net"}; });
        row("phase", "--phase train", [](FigureRequest& request) { request.filter.phase = Phase::Train; });
        row("epochs", "--epochs 2,3", [](FigureRequest& request) { request.filter.epochs = {2, 3}; });
        row("counts", "--cells counts", [](FigureRequest& request) { request.counts = true; });
        row("coloring", "--coloring values",
            [](FigureRequest& request) { request.coloring = MatrixColoring::Values; });
        row("colors", "--colors diverging",
            [](FigureRequest& request) { request.colors = MatrixColors::Diverging; });
        // A difference needs representations: see TestCopyCommand.
        // Networks come from a file and the key from a set of figures: the window gives neither.
    }

    void saysEveryField()
    {
        QFETCH(std::function<void(FigureRequest&)>, change);
        QFETCH(QString, said);
        const QString usual = lineOf({});
        FigureRequest request;
        change(request);
        QVERIFY(request != FigureRequest());
        const QString line = lineOf(request);
        QVERIFY2(line != usual, qPrintable(line));
        QVERIFY2(line.contains(said), qPrintable(line));
        QVERIFY(said.isEmpty() || !usual.contains(said));
    }

    void saysOnlySelectedTrials()
    {
        Session session = m_session;
        session.selection = trialsOf("net", 2);
        const auto line = [&] { return QString::fromStdString(figureCommandLine(session, {{}, {}})); };
        QVERIFY(!line().contains(QStringLiteral("--selection")));
        session.onlySelected = true;
        QVERIFY2(line().contains(QStringLiteral(" --selection '{\"clauses\":")), qPrintable(line()));
    }

private:
    QString lineOf(const FigureRequest& request) const
    {
        return QString::fromStdString(figureCommandLine(m_session, {request, {}}));
    }

    QTemporaryDir m_folder;
    Session m_session;
};

QTEST_MAIN(TestFigureLine)
#include "tst_figureline.moc"
