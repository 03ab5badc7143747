#include "widgets/observers/observerpanel.h"

#include "widgets/itemmodels/observermodel.h"
#include "widgets/itemmodels/selectionmodel.h"
#include "widgets/observers/observerfilter.h"

#include <QAbstractItemModelTester>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>

using namespace learnscope;

namespace {
void addObserver(ObserverModel& model, const char* name, int runs)
{
    std::vector<AccuracyCell> cells;
    for (int run = 1; run <= runs; ++run)
        cells.push_back({run, 1, Phase::Train, 36, 12});
    model.addObserver(makeObserver(std::string(name) + "_classification_data.csv", nullptr),
                      std::move(cells));
}
} // namespace

class TestObserverPanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_model.clear();
        m_selection.clear();
        addObserver(m_model, "human", 12);
        addObserver(m_model, "resnet50", 3);
    }

    void filtersWithoutDroppingAnything_data()
    {
        QTest::addColumn<int>("run");
        QTest::newRow("an observer is selected") << 0;
        QTest::newRow("a run is selected") << 2;
    }

    void filtersWithoutDroppingAnything()
    {
        QFETCH(int, run);
        const std::optional<std::int32_t> selected =
            run > 0 ? std::optional<std::int32_t>(run) : std::nullopt;
        ObserverPanel panel(m_model, m_selection);
        QAbstractItemModelTester tester(panel.tree()->model());
        m_model.setChecked(1, false);
        m_selection.select(trialsOf("resnet50", selected, {}, {}));
        QSignalSpy checks(&m_model, &ObserverModel::checkedRunsChanged);
        QSignalSpy selections(&m_selection, &SelectionModel::selectionChanged);
        panel.filterLine()->setText(QStringLiteral("HUM"));
        QCOMPARE(panel.tree()->model()->rowCount(), 1);
        QCOMPARE(panel.tree()->model()->rowCount(panel.tree()->model()->index(0, 0)), 12);
        panel.filterLine()->setText(QStringLiteral("participant 11"));
        QCOMPARE(panel.tree()->model()->rowCount(panel.tree()->model()->index(0, 0)), 1);
        panel.filterLine()->setText(QStringLiteral("nothing of the kind"));
        QCOMPARE(panel.tree()->model()->rowCount(), 0);
        panel.filterLine()->clear();
        QCOMPARE(checks.count(), 0);
        QCOMPARE(selections.count(), 0);
        QCOMPARE(m_model.checkedRuns(0).size(), std::size_t(12));
        QCOMPARE(m_model.checkedRuns(1).size(), std::size_t(0));
        QCOMPARE(panel.currentPlace(), 1);
        QCOMPARE(panel.currentRun(), selected);
    }

    void selectsWhatIsChosenAndShowsWhatIsSelected()
    {
        ObserverPanel panel(m_model, m_selection);
        QAbstractItemModel* shown = panel.tree()->model();
        panel.tree()->setCurrentIndex(shown->index(4, 0, shown->index(0, 0)));
        QCOMPARE(m_selection.selection(), trialsOf("human", 5));
        m_selection.select(trialsOf("resnet50", {}, 3, Phase::Test));
        QCOMPARE(panel.currentPlace(), 1);
        QVERIFY(!panel.currentRun());
        QCOMPARE(m_selection.selection(), trialsOf("resnet50", {}, 3, Phase::Test)); // not changed by it
        m_selection.clear();
        QVERIFY(!panel.tree()->selectionModel()->hasSelection());
    }

    void selectsManyRowsAtOnce()
    {
        ObserverPanel panel(m_model, m_selection);
        panel.show();
        QAbstractItemModel* shown = panel.tree()->model();
        const QModelIndex humans = shown->index(0, 0);
        panel.tree()->setCurrentIndex(shown->index(1, 0, humans));
        QTest::keyClick(panel.tree(), Qt::Key_Down, Qt::ShiftModifier);
        QTest::keyClick(panel.tree(), Qt::Key_Down, Qt::ShiftModifier);
        TrialSelection wanted = trialsOf("human");
        wanted.clauses.front().runs = ValueSet<std::int32_t>::only({2, 3, 4});
        QCOMPARE(m_selection.selection(), wanted);
        m_selection.select(trialsOf("resnet50"), Selecting::Add);
        QCOMPARE(panel.tree()->selectionModel()->selectedRows().size(), 4);
        m_selection.select(trialsOf("human", 3), Selecting::Remove);
        QCOMPARE(panel.tree()->selectionModel()->selectedRows().size(), 3);
        QVERIFY(!panel.tree()->selectionModel()->isSelected(shown->index(2, 0, humans)));
    }

    void marksWhoseTrialsAreSelected()
    {
        ObserverPanel panel(m_model, m_selection);
        QAbstractItemModelTester tester(panel.tree()->model());
        QAbstractItemModel* shown = panel.tree()->model();
        QSignalSpy marked(shown, &QAbstractItemModel::dataChanged);
        auto selected = std::make_shared<SelectedTrials>();
        SelectedObserver human;
        human.name = "human";
        human.count = {5, 2};
        human.cells = {{3, 1, Phase::Train, {2, 1}}, {3, 2, Phase::Test, {3, 1}}};
        selected->observers = {human};
        m_selection.setSelectedTrials(selected);
        QCOMPARE(marked.count(), 3); // the observers, and each one's runs
        const QModelIndex humans = shown->index(0, 0);
        const auto trials = [](const QModelIndex& index) {
            return index.data(ObserverFilter::SelectedTrialsRole).toInt();
        };
        QCOMPARE(trials(humans), 5);
        QCOMPARE(trials(shown->index(2, 0, humans)), 5);
        QCOMPARE(trials(shown->index(3, 0, humans)), 0);
        QCOMPARE(trials(shown->index(1, 0)), 0);
        QCOMPARE(humans.data(Qt::AccessibleDescriptionRole).toString(), QStringLiteral("5 selected trials"));
        m_selection.setSelectedTrials(nullptr);
        QCOMPARE(trials(humans), 0);
    }

    void checksWithTheKeyboard()
    {
        ObserverPanel panel(m_model, m_selection);
        panel.show();
        panel.tree()->setCurrentIndex(panel.tree()->model()->index(1, 0));
        QTest::keyClick(panel.tree(), Qt::Key_Space);
        QCOMPARE(m_model.checkedRuns(1).size(), std::size_t(0));
    }

    void renamesInPlace()
    {
        ObserverPanel panel(m_model, m_selection);
        panel.show();
        panel.tree()->setCurrentIndex(panel.tree()->model()->index(0, 0));
        panel.renameCurrent();
        auto* editor = panel.tree()->findChild<QLineEdit*>();
        QVERIFY(editor);
        editor->setText(QStringLiteral("People"));
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_COMPARE(m_model.observer(0).label, std::string("People"));
        QCOMPARE(m_model.observer(0).name, std::string("human"));
    }

    void opensGroupsOfPeopleOnly()
    {
        ObserverPanel panel(m_model, m_selection);
        addObserver(m_model, "human", 2);
        QAbstractItemModel* shown = panel.tree()->model();
        QVERIFY(panel.tree()->isExpanded(shown->index(0, 0)));
        QVERIFY(!panel.tree()->isExpanded(shown->index(1, 0)));
        QVERIFY(panel.tree()->isExpanded(shown->index(2, 0)));
    }

    void selectsNothingWhenItGetsTheFocus()
    {
        ObserverPanel panel(m_model, m_selection);
        panel.show();
        QApplication::setActiveWindow(&panel);
        panel.tree()->setFocus();
        QTRY_VERIFY(panel.tree()->hasFocus());
        QVERIFY(m_selection.selection().empty());
        QTest::keyClick(panel.tree(), Qt::Key_Down);
        QVERIFY(!m_selection.selection().empty());
    }

    void foldsThemWhereNamesWouldBeOutOfView()
    {
        ObserverPanel panel(m_model, m_selection);
        panel.resize(240, 200);
        panel.show();
        addObserver(m_model, "human", 40);
        const QAbstractItemModel* shown = panel.tree()->model();
        QTRY_VERIFY(!panel.tree()->isExpanded(shown->index(shown->rowCount() - 1, 0)));
    }

private:
    ObserverModel m_model;
    SelectionModel m_selection;
};

QTEST_MAIN(TestObserverPanel)
#include "tst_observerpanel.moc"
