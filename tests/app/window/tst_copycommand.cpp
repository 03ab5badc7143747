#include "app/actions/actions.h"
#include "app/cli/figureline.h"
#include "app/window/mainwindow.h"
#include "app/window/viewcard.h"
#include "app/window/viewgrid.h"
#include "app/workspace/workspace.h"
#include "core/base/shellquoting.h"
#include "core/io/arrays/writerepresentations.h"
#include "core/repairs/repairs.h"
#include "tests/support/madeset.h"
#include "tests/support/shareddata.h"
#include "tests/support/trialfile.h"
#include "widgets/figures/figureinput.h"
#include "widgets/figures/figures.h"
#include "widgets/figures/figurewriter.h"
#include "widgets/matrices/dimensionsview.h"
#include "widgets/matrices/matrixview.h"
#include "widgets/matrices/scatterview.h"
#include "widgets/plots/confusionview.h"

#include <QAction>
#include <QClipboard>
#include <QDir>
#include <QFile>
#include <QGuiApplication>
#include <QMenu>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <functional>
#include <memory>

using namespace learnscope;

#define WAIT_UNTIL_IDLE QTRY_VERIFY_WITH_TIMEOUT(!m_workspace->isBusy(), 60000)

Q_DECLARE_METATYPE(std::function<void(Workspace&, PlotView&)>)

/// Copies the command of a view, runs it in a shell, and compares what it draws with what the window exports.
class TestCopyCommand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(QDir(m_folder->path()).mkpath(QString::fromUtf8("it's $HOME \u00fc")));
        QVERIFY(QDir(m_folder->path()).mkpath(QStringLiteral("other")));
        m_preferences = std::make_unique<Preferences>(m_folder->filePath(QStringLiteral("settings.ini")));
        WorkspaceOptions options;
        options.rules.curves.bootstrapDraws = 200;
        options.rules.curves.seed = 7;
        m_workspace = std::make_unique<Workspace>(options);
        m_window = std::make_unique<MainWindow>(*m_workspace, *m_preferences, MainWindow::Options {});
        m_window->show();
        const QString odd = QString::fromUtf8("it's $HOME \u00fc/");
        m_workspace->open(
            {table(odd + QStringLiteral("human.csv"), 2), table(odd + QStringLiteral("my net.csv"), 3),
             table(QStringLiteral("other/resnet50.csv"), 4), table(QStringLiteral("resnet50.csv"), 4)});
        WAIT_UNTIL_IDLE;
        QCOMPARE(m_workspace->observers().observerCount(), 4);
    }

    void cleanup()
    {
        m_window.reset();
        m_workspace.reset();
    }

    void drawsTheSameFigure_data()
    {
        QTest::addColumn<std::function<void(Workspace&, PlotView&)>>("change");
        using Change = std::function<void(Workspace&, PlotView&)>;
        const auto row = [](const char* name, Change change) { QTest::newRow(name) << change; };
        row("as opened", [](Workspace&, PlotView&) {});
        row("learners", [](Workspace& workspace, PlotView&) { workspace.observers().setLearnersOnly(true); });
        row("runs", [](Workspace& workspace, PlotView&) {
            workspace.observers().setCheckedRuns(2, std::vector<std::int32_t> {1, 3});
        });
        row("an observer unchecked",
            [](Workspace& workspace, PlotView&) { workspace.observers().setChecked(2, false); });
        row("the first of two of one name closed",
            [](Workspace& workspace, PlotView&) { workspace.removeObserver(2); });
        row("kind",
            [](Workspace& workspace, PlotView&) { workspace.observers().setKind(1, ObserverKind::Human); });
        row("label", [](Workspace& workspace, PlotView&) {
            workspace.observers().setLabel(0, "People's \"choice\" = $1 \u4e2d");
        });
        row("style", [](Workspace& workspace, PlotView&) {
            workspace.observers().setStyle(1, {QColor(1, 2, 3), Marker::Cross});
        });
        row("rules", [](Workspace& workspace, PlotView&) {
            AnalysisOptions rules = workspace.rules();
            rules.curves.lagRule = LagRule::CommonWindow;
            rules.curves.efficiencyStart = EfficiencyStart::Chance;
            rules.splitRule = SplitRule::AsPublished;
            rules.curves.seed = 99;
            workspace.setRules(rules);
        });
        row("hidden", [](Workspace&, PlotView& view) { view.setHiddenObservers({"my net"}); });
        row("only selected trials", [](Workspace& workspace, PlotView&) {
            TrialClause some;
            some.observers = ValueSet<std::string>::only({"human", "my net"});
            some.runs = ValueSet<std::int32_t>::only({1, 2, 3});
            workspace.selection().select({{some}});
            workspace.setOnlySelected(true);
        });
        row("repaired", [](Workspace& workspace, PlotView&) {
            Session session = workspace.state();
            Repair repair;
            repair.kind = Repair::Kind::Exclude;
            repair.exclusion = Repair::Exclusion::Listed;
            repair.runs = {2};
            OpenObserver& open = session.observers[1];
            open.observer = *repaired(open.observer, std::vector {repair});
            open.cells =
                std::make_shared<const std::vector<AccuracyCell>>(accuracyPerRun(*open.observer.trials));
            std::erase(open.checkedRuns, 2);
            workspace.setState(session);
        });
    }

    void drawsTheSameFigure()
    {
        QFETCH(std::function<void(Workspace&, PlotView&)>, change);
        for (const ViewKind kind : viewKinds()) {
            if (isRepresentationView(kind) || !makeView(kind)->hasFigure())
                continue; // see below for those
            ViewCard* card = m_window->views().cards()[0];
            card->setKind(kind);
            m_window->views().setActive(card);
            if (kind == viewKinds()[0])
                change(*m_workspace, *card->view());
            else
                card->view()->setHiddenObservers(m_hidden);
            m_hidden = card->view()->hiddenObservers();
            WAIT_UNTIL_IDLE;
            compare(*card);
        }
        m_hidden.clear();
    }

    void drawsTheChosenPartOfConfusions()
    {
        ViewCard* card = m_window->views().cards()[0];
        card->setKind(ViewKind::Confusion);
        m_window->views().setActive(card);
        WAIT_UNTIL_IDLE;
        qobject_cast<ConfusionView*>(card->view())->setChoice({Phase::Train, {1, 3}, true, {}});
        FigureRequest request;
        request.filter = {{}, Phase::Train, {1, 3}};
        request.counts = true;
        compare(*card, request);
        const QByteArray data = read(m_folder->filePath(QStringLiteral("figure.csv")));
        QVERIFY(data.contains(",train,1,") && data.contains(",train,3,"));
        QVERIFY(!data.contains(",train,2,") && !data.contains(",test,"));
    }

    void drawsTheSameRepresentations_data()
    {
        QTest::addColumn<ViewKind>("kind");
        for (const ViewKind kind : viewKinds())
            if (isRepresentationView(kind))
                QTest::newRow(qPrintable(viewId(kind))) << kind;
    }

    void drawsTheSameRepresentations()
    {
        QFETCH(ViewKind, kind);
        openRepresentations();
        ViewCard* card = m_window->views().cards()[0];
        card->setKind(kind);
        m_window->views().setActive(card);
        WAIT_UNTIL_IDLE;
        if (!card->view()->hasFigure())
            return;
        FigureRequest request;
        const auto nameAt = [this](int place) {
            return m_workspace->representations().model().at(place).name;
        };
        if (auto* matrices = qobject_cast<MatrixView*>(card->view())) {
            matrices->setColoring(MatrixColoring::Values);
            matrices->setColors(MatrixColors::Blues);
            matrices->setMatrixShown(nameAt(0), false);
            matrices->setDifference(std::pair(nameAt(2), nameAt(0)));
            request.coloring = MatrixColoring::Values;
            request.colors = MatrixColors::Blues;
            request.filter.observers = {nameAt(2), nameAt(1)};
            request.difference = {nameAt(2), nameAt(0)};
        } else if (auto* scatter = qobject_cast<ScatterView*>(card->view())) {
            scatter->setCompared(nameAt(2), nameAt(0));
            request.filter.observers = {nameAt(2), nameAt(0)};
        } else if (auto* dimensions = qobject_cast<DimensionsView*>(card->view())) {
            dimensions->setEmbedding(nameAt(2));
            request.filter.observers = {nameAt(2)};
        }
        WAIT_UNTIL_IDLE;
        compare(*card, request);
        const QString line = QGuiApplication::clipboard()->text();
        QVERIFY(line.contains(QStringLiteral("human.csv")));
        QVERIFY2(!line.contains(QStringLiteral("resnet50.csv")), "no matrix is of these trials");
    }

    void drawsRepresentationsWithoutTrials()
    {
        for (int place = 4; place-- > 0;)
            m_workspace->removeObserver(place);
        WAIT_UNTIL_IDLE;
        const QAction* action = m_window->actions()[ActionId::CopyCommand];
        ViewCard* card = m_window->views().cards()[0];
        card->setKind(ViewKind::SimilarityMatrix);
        m_window->views().setActive(card);
        QVERIFY(!action->isEnabled());
        m_workspace->open({features(QStringLiteral("alone.npz"), 3)});
        WAIT_UNTIL_IDLE;
        QVERIFY(action->isEnabled());
        QVERIFY(m_window->actions()[ActionId::ExportFigure]->isEnabled());
        compare(*card);
        QVERIFY(!QGuiApplication::clipboard()->text().contains(QStringLiteral("--trials")));
    }

    void isInTheMenusOfEveryView()
    {
        const QAction* action = m_window->actions()[ActionId::CopyCommand];
        QVERIFY(action->isEnabled() && !action->shortcut().isEmpty());
        for (ViewCard* card : m_window->views().cards()) {
            QMenu menu;
            Q_EMIT card->view()->contextMenuAboutToShow(&menu);
            QVERIFY(menu.actions().contains(const_cast<QAction*>(action)));
        }
    }

    void quotesForTheShell_data()
    {
        QTest::addColumn<QByteArray>("word");
        for (const char* word : {"plain", "", "a b", "it's", "$HOME", "`id`", "a\"b", "a\\b", "*", "~", "-x",
                                 "a\nb", "\u00fc\u4e2d", "#x", "a=b;c", "!x"})
            QTest::newRow(word) << QByteArray(word);
    }

    void quotesForTheShell()
    {
        QFETCH(QByteArray, word);
        QProcess shell;
        shell.start(
            QStringLiteral("sh"),
            {QStringLiteral("-c"),
             QStringLiteral("printf '%s' ") + QString::fromStdString(quotedForShell(word.toStdString()))});
        QVERIFY(shell.waitForFinished());
        QCOMPARE(shell.readAllStandardOutput(), word);
    }

private:
    /// 14 items and 5 features, all different.
    QString features(const QString& name, std::uint64_t seed) const
    {
        const QString file = m_folder->filePath(name);
        if (!writeEmbedding(file.toStdString(), madeFeatures(14, 5, seed, 4)))
            qFatal("cannot write %s", qPrintable(file));
        return file;
    }

    /// Two files with a matrix of answers between them, in one order.
    void openRepresentations()
    {
        Representations& all = m_workspace->representations();
        m_workspace->open({features(QString::fromUtf8("it's $HOME \u00fc/one.npz"), 1)});
        WAIT_UNTIL_IDLE;
        all.addOfTrials({"human", Phase::Train, 2}, "The people's = answers");
        m_workspace->open({features(QStringLiteral("two.npz"), 2)});
        WAIT_UNTIL_IDLE;
        QCOMPARE(all.model().count(), 3);
        QVERIFY(all.model().at(1).isOfTrials());
        all.model().setMeasure(0, PairMeasure::Cosine);
        all.model().setMeasure(2, PairMeasure::Cosine);
        all.model().setLabel(2, "Two, \"2\"");
        all.model().setReference(2, true);
        RepresentationOptions options = all.options();
        options.order = {ItemOrdering::Clusters, all.model().at(2).name, 0, false, Linkage::Complete, 3};
        options.scaling.method = ScalingMethod::NonMetric;
        options.likeness.measure = MatrixMeasure::Pearson;
        options.likeness.unit = BootstrapUnit::Items;
        options.likeness.correction = Correction::BenjaminiHochberg;
        all.setOptions(options);
        WAIT_UNTIL_IDLE;
    }

    QString table(const QString& name, int learned) const
    {
        return writeTrialFile(m_folder->filePath(name), {.runs = 4, .trials = 36, .learned = learned});
    }

    /// What the window would export of the card's view.
    void compare(const ViewCard& card, FigureRequest request = {})
    {
        m_window->actions()[ActionId::CopyCommand]->trigger();
        QString line = QGuiApplication::clipboard()->text();
        const QString kind = line.section(QStringLiteral(" --kind "), 1).section(QLatin1Char(' '), 0, 0);
        QVERIFY2(line.endsWith(QStringLiteral(" --out %1.pdf").arg(kind)), qPrintable(line));
        line.replace(QStringLiteral("--out %1.pdf").arg(kind),
                     QStringLiteral("--out figure.svg --data figure.csv --quiet"));
        QProcess shell;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("PATH"),
                           QString::fromStdString(programFolder().string()) + QLatin1Char(':')
                               + environment.value(QStringLiteral("PATH")));
        shell.setProcessEnvironment(environment);
        shell.setWorkingDirectory(m_folder->path());
        shell.start(QStringLiteral("sh"), {QStringLiteral("-c"), line});
        QVERIFY(shell.waitForFinished(60000));

        CurveSet curves = *m_workspace->curves();
        std::erase_if(curves.observers, [&](const ObserverCurves& one) {
            return card.view()->hiddenObservers().contains(one.observer.name);
        });
        FigureInput input = figureInput(curves, &m_workspace->observers());
        input.rules = m_workspace->rules();
        input.representations = m_workspace->representations().set();
        request.kind = *figureKindFromName(kind.toStdString());
        QVERIFY(completeInput(input, request.kind));
        const auto scene = makeFigure(request, input);
        const QByteArray said = shell.readAllStandardError();
        if (!scene) { // what the window refuses to draw, the command line refuses for the same reason
            QCOMPARE(shell.exitCode(), 3);
            QVERIFY2(said.contains(scene.error().message.c_str()), said);
            return;
        }
        QVERIFY2(shell.exitCode() == 0, line.toUtf8() + said);
        FigureOutput output;
        output.format = FigureFormat::Svg;
        const QString own = m_folder->filePath(QStringLiteral("own.svg"));
        QVERIFY(writeFigure(own.toStdString(), *scene, output));
        QCOMPARE(drawn(m_folder->filePath(QStringLiteral("figure.svg"))), drawn(own));
        const auto data = figureData(request, input);
        QVERIFY(data);
        QCOMPARE(read(m_folder->filePath(QStringLiteral("figure.csv"))), QByteArray::fromStdString(*data));
    }

    static QByteArray read(const QString& name)
    {
        QFile file(name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    /// The picture without the caption, which says how runs were chosen in more or fewer words.
    static QByteArray drawn(const QString& name)
    {
        QByteArray svg = read(name);
        for (const char* tag : {"desc", "title", "metadata"}) {
            const auto begin = svg.indexOf(QByteArray("<") + tag);
            const auto end = svg.indexOf(QByteArray("</") + tag + '>');
            if (begin >= 0 && end > begin)
                svg.remove(begin, end - begin);
        }
        return svg;
    }

    std::set<std::string> m_hidden;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<Workspace> m_workspace;
    std::unique_ptr<MainWindow> m_window;
};

QTEST_MAIN(TestCopyCommand)
#include "tst_copycommand.moc"
