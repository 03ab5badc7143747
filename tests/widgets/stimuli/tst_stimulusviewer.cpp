#include "tests/widgets/stimuli/stimulusfixture.h"
#include "widgets/itemmodels/observermodel.h"
#include "widgets/itemmodels/selectionevaluator.h"
#include "widgets/itemmodels/selectionmodel.h"
#include "widgets/stimuli/angledial.h"
#include "widgets/stimuli/answersmodel.h"
#include "widgets/stimuli/pictureview.h"
#include "widgets/stimuli/selectedtrialsmodel.h"
#include "widgets/stimuli/stimulusviewer.h"
#include "widgets/stimuli/thumbnailbutton.h"
#include "widgets/stimuli/trialspanel.h"
#include "widgets/stimuli/viewstrip.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include <atomic>
#include <mutex>

using namespace learnscope;
using Command = StimulusViewer::Command;

namespace {
/// A viewer on the screen with models and the two objects of the fixture.
struct Window
{
    StimulusFixture fixture;
    ObserverModel observers;
    SelectionModel selection;
    SelectionEvaluator evaluator {observers, selection};
    StimulusViewer viewer;

    bool open()
    {
        viewer.setModels(&observers, &selection);
        viewer.setStimuli(fixture.set());
        viewer.resize(320, 900);
        viewer.show();
        return QTest::qWaitForWindowExposed(&viewer)
            && QTest::qWaitFor([this] { return !viewer.pictureView()->shownImage().isNull(); });
    }
    void addObserver(const char* name, const std::vector<MadeTrial>& trials)
    {
        const auto table = madeTable(trials);
        observers.addObserver(makeObserver(std::string(name) + "_classification_data.csv", table),
                              accuracyPerRun(*table));
    }
    QString shown() const { return QString::fromStdString(selection.stimulus()); }
    QString answers() const
    {
        const AnswersModel& model = *viewer.trialsPanel()->answersModel();
        QStringList rows;
        for (int row = 0; row < model.rowCount(); ++row)
            rows << model.index(row, 0).data(Qt::AccessibleTextRole).toString();
        return rows.join(QLatin1Char('\n'));
    }
    ThumbnailButton* thumbnail(const QString& name) const
    {
        for (auto* button : viewer.findChildren<ThumbnailButton*>())
            if (!button->isHidden() && button->accessibleName().startsWith(name))
                return button;
        return nullptr;
    }
};

QString file(const char* view)
{
    return QStringLiteral("second_gen_%1.png").arg(QLatin1String(view));
}

const std::vector<MadeTrial> humanTrials = {
    {1, 1, Phase::Train, "second_gen_p_3_0.png", "p", "p"},
    {1, 1, Phase::Test, "second_gen_p_3_x_-30.png", "p", "q"},
    {2, 1, Phase::Test, "second_gen_p_3_x_-30.png", "p", "p"},
    {1, 1, Phase::Test, "second_gen_p_16_0.png", "p", "q"},
    {2, 2, Phase::Test, "second_gen_p_3_x_-30.png", "p", "q"},
};
} // namespace

class TestStimulusViewer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhatToDoWhereNothingIsOpen()
    {
        StimulusViewer viewer;
        QSignalSpy requested(&viewer, &StimulusViewer::openStimuliRequested);
        viewer.show();
        auto* button = viewer.findChild<QPushButton*>();
        QVERIFY(button && button->isVisible());
        button->click();
        QCOMPARE(requested.count(), 1);
        QVERIFY(!viewer.action(Command::Play)->isEnabled());
        QTest::keyClick(&viewer, Qt::Key_Right);
        QTest::keyClick(&viewer, Qt::Key_Space);
        QVERIFY(!viewer.isPlaying());
    }

    void marksThePicturesOfSelectedTrials()
    {
        Window window;
        window.fixture.addTwoObjects();
        QVERIFY(window.open());
        window.addObserver("human", humanTrials);
        const auto marked = [&] {
            QStringList names;
            for (auto* button : window.viewer.findChildren<ThumbnailButton*>())
                if (!button->isHidden() && button->isSelected())
                    names << button->accessibleName();
            return names;
        };
        QVERIFY(marked().isEmpty());
        TrialClause clause;
        clause.images = ValueSet<std::string>::only({"second_gen_p_3_x_-30.png"});
        window.selection.select({{clause}});
        QTRY_COMPARE(marked().size(), 1);
        QVERIFY2(marked().front().contains(QStringLiteral("3 trials selected")),
                 qPrintable(marked().front()));
        QTest::keyClick(window.viewer.pictureView(), Qt::Key_Down); // an object of which none is selected
        QVERIFY(marked().isEmpty());
        QTest::keyClick(window.viewer.pictureView(), Qt::Key_Up);
        QCOMPARE(marked().size(), 1);
        window.selection.clear();
        QTRY_VERIFY(marked().isEmpty());
    }

    void stepsByKeyWheelAndButtonAlike()
    {
        Window window;
        window.fixture.addTwoObjects();
        QVERIFY(window.open());
        PictureView* picture = window.viewer.pictureView();
        const auto press = [&](Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
            QTest::keyClick(picture, key, modifiers);
            return window.shown();
        };
        QCOMPARE(window.shown(), file("p_3_x_-30"));
        QCOMPARE(press(Qt::Key_Right), file("p_3_0"));
        QCOMPARE(press(Qt::Key_Left), file("p_3_x_-30"));
        QCOMPARE(press(Qt::Key_Left), file("p_3_z_90"));
        QCOMPARE(press(Qt::Key_Down), file("p_16_z_30")); // the nearest there is
        QCOMPARE(press(Qt::Key_Up), file("p_3_z_90"));
        QCOMPARE(press(Qt::Key_Home), file("p_3_x_-30"));
        QCOMPARE(press(Qt::Key_End), file("p_3_z_90"));
        QCOMPARE(press(Qt::Key_End, Qt::ControlModifier), file("p_16_z_30"));
        QCOMPARE(press(Qt::Key_Home, Qt::ControlModifier), file("p_3_z_90"));
        QCOMPARE(press(Qt::Key_Right, Qt::ShiftModifier), file("p_3_x_30")); // ten of seven: three on
        QCOMPARE(press(Qt::Key_Home), file("p_3_x_-30"));

        const QPointF middle = picture->rect().center();
        QWheelEvent wheel(middle, picture->mapToGlobal(middle), {}, {0, -120}, Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(picture, &wheel);
        QCOMPARE(window.shown(), file("p_3_0"));
        window.viewer.action(Command::NextView)->trigger();
        QCOMPARE(window.shown(), file("p_3_x_30"));
        QTest::mouseClick(window.thumbnail(QStringLiteral("z \u221230")), Qt::LeftButton);
        QCOMPARE(window.shown(), file("p_3_z_-30"));
        QCOMPARE(window.viewer.caption(),
                 QStringLiteral("p 3 \u00b7 trained object \u00b7 test set 1 \u00b7 z \u221230\u00b0"));

        QKeyEvent unknown(QEvent::KeyPress, Qt::Key_A, Qt::NoModifier);
        QVERIFY(!window.viewer.handleKey(&unknown));
        QKeyEvent forwarded(QEvent::KeyPress, Qt::Key_Right, Qt::NoModifier);
        QVERIFY(window.viewer.handleKey(&forwarded));
        QCOMPARE(window.shown(), file("p_3_0"));
    }

    void showsEveryFrameWhilePlaying()
    {
        std::atomic<int> onGuiThread = 0; // outlives the loader's threads
        std::atomic<int> decoded = 0;
        Window window;
        window.fixture.addTwoObjects();
        window.viewer.pictureLoader()->setDecoder([&](const PictureKey& key) {
            onGuiThread += QThread::currentThread() == qApp->thread();
            if (++decoded % 3 == 0)
                QThread::msleep(120); // several times the time between frames
            return decodeToImage(key);
        });
        QVERIFY(window.open());
        QStringList painted;
        QList<QRgb> greys;
        connect(window.viewer.pictureView(), &PictureView::framePainted, this, [&](const QString& path) {
            painted << QFileInfo(path).fileName();
            greys << window.viewer.pictureView()->shownImage().pixel(5, 5);
        });
        window.viewer.setFramesPerSecond(30);
        QTest::keyClick(window.viewer.pictureView(), Qt::Key_Space);
        QVERIFY(window.viewer.isPlaying());
        QTRY_VERIFY(painted.size() >= 14);
        QTest::keyClick(window.viewer.pictureView(), Qt::Key_Space);
        QVERIFY(!window.viewer.isPlaying());
        const QStringList turn = {file("p_3_0"),    file("p_3_x_30"), file("p_3_z_-30"), file("p_3_0"),
                                  file("p_3_z_30"), file("p_3_z_90"), file("p_3_x_-30")};
        QCOMPARE(painted.mid(0, 14), turn + turn);
        for (qsizetype frame = 0; frame < 7; ++frame) { // what was painted is the picture itself
            const QImage image(window.fixture.path(qPrintable(turn[frame])));
            QCOMPARE(QColor(greys[frame]), image.pixelColor(5, 5));
        }
        QCOMPARE(onGuiThread.load(), 0);
    }

    void keepsTheOldPictureUntilTheNewOneIsThere()
    {
        std::mutex gate;
        Window window;
        window.fixture.addTwoObjects();
        window.viewer.pictureLoader()->setDecoder([&gate](const PictureKey& key) {
            const std::lock_guard passed(gate);
            return decodeToImage(key);
        });
        QVERIFY(window.open());
        const QImage before = window.viewer.pictureView()->shownImage();
        std::unique_lock closed(gate);
        window.selection.setStimulus("second_gen_p_16_z_30.png"); // no neighbour, so not there yet
        QVERIFY(window.viewer.caption().startsWith(QStringLiteral("p 16")));
        for (int turn = 0; turn < 20; ++turn)
            QCoreApplication::processEvents();
        QCOMPARE(window.viewer.pictureView()->shownImage(), before);
        QVERIFY(window.viewer.pictureView()->message().isEmpty());
        closed.unlock();
        QTRY_VERIFY(window.viewer.pictureView()->shownImage() != before);
    }

    void showsGapsWhereAnAngleIsMissing()
    {
        Window window;
        window.fixture.addTwoObjects();
        QVERIFY(window.open());
        window.viewer.perform(Command::LastObject);
        ThumbnailButton* gap = window.thumbnail(QStringLiteral("z 90"));
        QVERIFY(gap);
        QVERIFY(!gap->isEnabled());
        QCOMPARE(gap->accessibleName(), QStringLiteral("z 90\u00b0: no picture"));
        QVERIFY(window.thumbnail(QStringLiteral("z 30"))->isEnabled());
        const int height = window.viewer.viewStrip()->height();
        window.viewer.perform(Command::FirstObject);
        QVERIFY(window.thumbnail(QStringLiteral("z 90"))->isEnabled());
        QCOMPARE(window.viewer.viewStrip()->height(), height); // nothing moves
    }

    void turnsTheDialToAnglesThatExist()
    {
        Window window;
        window.fixture.addTwoObjects();
        QVERIFY(window.open());
        window.viewer.perform(Command::LastObject);
        const auto dials = window.viewer.findChildren<AngleDial*>();
        QCOMPARE(dials.size(), 2);
        AngleDial* dial = dials[1];
        QCOMPARE(dial->accessibleName(), QStringLiteral("Angle about z"));
        QTest::mouseClick(dial, Qt::LeftButton, {}, {dial->width() - 1, dial->height() / 2}); // 90 is missing
        QCOMPARE(window.shown(), file("p_16_z_30"));
        QTest::keyClick(dial, Qt::Key_Left);
        QCOMPARE(window.shown(), file("p_16_0"));
        QCOMPARE(dial->value(), 0);
        QTest::keyClick(dial, Qt::Key_Home);
        QCOMPARE(window.shown(), file("p_16_z_-30"));
        QTest::keyClick(dial, Qt::Key_Left); // stops
        QCOMPARE(window.shown(), file("p_16_z_-30"));
        QTest::keyClick(dial, Qt::Key_Up); // the viewer's
        QCOMPARE(window.shown(), file("p_3_z_-30"));
    }

    void reportsAMissingPictureOnceAndSaysSoInItsPlace()
    {
        Window window;
        window.fixture.addTwoObjects();
        window.fixture.add("second_gen_q_1_0.png", 0, false);
        QSignalSpy problems(&window.viewer, &StimulusViewer::problemFound);
        QVERIFY(window.open());
        window.viewer.perform(Command::LastObject);
        QTRY_VERIFY(window.viewer.pictureView()->message().contains(file("q_1_0")));
        window.viewer.perform(Command::FirstObject);
        QTRY_VERIFY(window.viewer.pictureView()->message().isEmpty());
        window.viewer.perform(Command::LastObject);
        QTRY_VERIFY(!window.viewer.pictureView()->message().isEmpty());
        QCOMPARE(problems.count(), 1);
        QCOMPARE(problems[0][0].value<Error>().where.file,
                 window.fixture.path("second_gen_q_1_0.png").toStdString());
    }

    void followsTheSharedStimulus()
    {
        Window window;
        window.fixture.addTwoObjects();
        QVERIFY(window.open());
        window.selection.setStimulus("second_gen_p_16_z_30.png");
        QVERIFY(window.viewer.caption().startsWith(QStringLiteral("p 16 \u00b7 novel object")));
        window.selection.setStimulus("second_gen_w_1_0.png");
        QCOMPARE(window.viewer.pictureView()->message(),
                 QStringLiteral("second_gen_w_1_0.png is not in the open stimulus folder."));
        QCOMPARE(window.selection.stimulus(), std::string("second_gen_w_1_0.png"));
        window.viewer.perform(Command::PreviousView); // from where one was
        QCOMPARE(window.shown(), file("p_16_0"));
        QTRY_VERIFY(window.viewer.pictureView()->message().isEmpty());
    }

    void showsWhoAnsweredWhat()
    {
        Window window;
        window.fixture.addTwoObjects();
        window.addObserver("human", humanTrials);
        window.addObserver("net", {{1, 1, Phase::Test, "second_gen_p_3_x_-30.png", "p", "p"}});
        QAbstractItemModelTester tester(window.viewer.trialsPanel()->answersModel());
        QVERIFY(window.open());
        QTRY_COMPARE(window.viewer.trialsPanel()->answersLine(), QStringLiteral("4 answers \u00b7 2 right"));
        QCOMPARE(window.answers(),
                 QStringLiteral("Humans, participant 1, epoch 1, test: q, wrong\n"
                                "Humans, participant 2, epoch 1, test: p, right\n"
                                "Humans, participant 2, epoch 2, test: q, wrong\n"
                                "net, run 1, epoch 1, test: p, right"));
        window.observers.setChecked(0, false);
        QTRY_COMPARE(window.viewer.trialsPanel()->answersLine(), QStringLiteral("1 answer \u00b7 1 right"));
        window.observers.removeObserver(1);
        QTRY_COMPARE(window.viewer.trialsPanel()->answersLine(),
                     QStringLiteral("Check observers to see what they answered."));
        window.observers.clear();
        QTRY_COMPARE(window.viewer.trialsPanel()->answersLine(),
                     QStringLiteral("Open trial tables to see who answered what."));
    }

    void restrictsTheAnswersToTheSelection()
    {
        Window window;
        window.fixture.addTwoObjects();
        window.addObserver("human", humanTrials);
        window.addObserver("net",
                           {{1, 1, Phase::Test, "second_gen_p_3_x_-30.png", "p", "p"},
                            {1, 1, Phase::Test, "elsewhere.png", "p", "q"}});
        QVERIFY(window.open());
        TrialsPanel* panel = window.viewer.trialsPanel();
        window.selection.select(trialsOf("human", {}, 1, Phase::Test));
        QTRY_COMPARE(panel->selectionLine(),
                     QStringLiteral("3 selected trials \u00b7 1 right \u00b7 from Humans, test, epoch 1"));
        QTRY_COMPARE(panel->answersLine(),
                     QStringLiteral("2 selected trials show this picture \u00b7 1 right"));
        QCOMPARE(panel->selectedTrialsModel()->rowCount(), 2);
        QCOMPARE(panel->selectedTrialsModel()->index(0).data(SelectedTrialsModel::ImageRole).toString(),
                 file("p_16_0"));
        QCOMPARE(panel->selectedTrialsModel()->missingPictures(), 0);

        window.selection.select(trialsOf("net", {}, {}, {}));
        QTRY_COMPARE(panel->selectedTrialsModel()->missingPictures(), 1);
        window.selection.clear();
        QTRY_COMPARE(panel->answersLine(), QStringLiteral("4 answers \u00b7 2 right"));
        QVERIFY(panel->selectionLine().isEmpty());
    }

    void showsTheWorstOfNewlySelectedTrials()
    {
        Window window;
        window.fixture.addTwoObjects();
        window.addObserver("human", humanTrials);
        QVERIFY(window.open());
        window.selection.setStimulus("second_gen_p_3_z_90.png");
        window.selection.select(trialsOf("human", {}, 1, Phase::Test)); // does not show z 90
        QTRY_COMPARE(window.shown(), file("p_16_0"));
        QTest::keyClick(window.viewer.pictureView(), Qt::Key_Right); // and the keys go on
        QCOMPARE(window.shown(), file("p_16_z_30")); // about the axis one came from
        QSignalSpy found(window.viewer.trialsPanel()->selectedTrialsModel(), &QAbstractItemModel::modelReset);
        window.observers.setCheckedRuns(0,
                                        std::vector<std::int32_t> {1}); // the same selection: nothing jumps
        QVERIFY(found.wait());
        QCOMPARE(window.shown(), file("p_16_z_30"));
    }

    void selectsTheTrialsOfWhatIsShown()
    {
        Window window;
        window.fixture.addTwoObjects();
        window.addObserver("human", humanTrials);
        QVERIFY(window.open());
        const auto images = [&] { return window.selection.selection().clauses.front().images.values; };
        window.selection.setStimulus("second_gen_p_3_z_90.png");
        QTest::keyClick(window.viewer.pictureView(), Qt::Key_Return);
        QCOMPARE(images(), std::vector<std::string> {"second_gen_p_3_z_90.png"});
        window.selection.setStimulus("second_gen_p_16_z_30.png");
        QTest::keyClick(window.viewer.pictureView(), Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(images(),
                 (std::vector<std::string> {"second_gen_p_16_z_30.png", "second_gen_p_3_z_90.png"}));
        QTest::keyClick(window.viewer.pictureView(), Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(images(), std::vector<std::string> {"second_gen_p_3_z_90.png"});
        window.viewer.selectTrials(PictureGroup::Object);
        QVERIFY(images().size() > 1);
        for (const std::string& image : images())
            QVERIFY(image.starts_with("second_gen_p_16_"));
        window.viewer.selectTrials(PictureGroup::View);
        QVERIFY(!images().empty());
        for (const std::string& image : images())
            QVERIFY(image.ends_with("_z_30.png"));
    }

    void closesTheStimuli()
    {
        Window window;
        window.fixture.addTwoObjects();
        QVERIFY(window.open());
        window.viewer.setStimuli(nullptr);
        QVERIFY(window.viewer.caption().isEmpty());
        QVERIFY(window.viewer.findChild<QPushButton*>()->isVisible());
        window.viewer.perform(Command::NextView);
    }
};

QTEST_MAIN(TestStimulusViewer)
#include "tst_stimulusviewer.moc"
