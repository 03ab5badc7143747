#include "tests/widgets/figures/figuretestdata.h"
#include "widgets/figures/figuredialog.h"
#include "widgets/figures/figureinput.h"
#include "widgets/figures/figurepreview.h"
#include "widgets/figures/figurerecord.h"
#include "widgets/itemmodels/observermodel.h"

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTest>

using namespace learnscope;

namespace {
std::shared_ptr<const CurveSet> simulatedCurves()
{
    static const auto curves = std::make_shared<const CurveSet>(simulatedInput(3, 4, 6, 50).curves);
    return curves;
}

QAbstractButton* exportButton(FigureDialog& dialog)
{
    for (QAbstractButton* button : dialog.findChild<QDialogButtonBox*>()->buttons())
        if (dialog.findChild<QDialogButtonBox*>()->buttonRole(button) == QDialogButtonBox::AcceptRole)
            return button;
    return nullptr;
}

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

template<typename T>
T* findByName(FigureDialog& dialog, const QString& name)
{
    for (T* widget : dialog.findChildren<T*>())
        if (widget->accessibleName() == name)
            return widget;
    return nullptr;
}

/// The dialog's SVG file is what its request makes of @p input, and the record beside it says so.
void checkFiles(const FigureDialog& dialog, const FigureInput& input)
{
    const FigureScene scene = *makeFigure(dialog.request(), input);
    const std::string record = recordJson(makeRecord(dialog.request(), input, scene));
    QCOMPARE(contentOf(dialog.file()), *encodeFigure(scene, {FigureFormat::Svg}, record));
    QCOMPARE(contentOf(dialog.file() + QStringLiteral(".json")).toStdString(), record);
}
} // namespace

class TestFigureDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsThePageInMillimetres()
    {
        FigureDialog dialog(figureInput(*simulatedCurves(), nullptr), FigureKind::LearningCurves);
        dialog.show();
        QTRY_COMPARE(dialog.preview()->page().width(), 85.);
        FigureDialogSettings settings = dialog.settings();
        settings.width = 120;
        settings.height = 50;
        dialog.setSettings(settings);
        QTRY_COMPARE(dialog.preview()->page(), QSizeF(120, 50));
        QVERIFY(
            dialog.findChild<QPlainTextEdit*>()->toPlainText().contains(QStringLiteral("50 draws, seed 1")));

        dialog.preview()->setZoom(dialog.preview()->actualSize());
        const double scale = dialog.preview()->pixelsPerMillimetre();
        QCOMPARE(dialog.preview()->pictureSize(),
                 (QSizeF(120, 50) * scale * dialog.devicePixelRatioF()).toSize());
    }

    void letsOneChooseThePartThatTheKindHas()
    {
        FigureDialog dialog(figureInput(*simulatedCurves(), nullptr), FigureKind::Confusion);
        dialog.setPart({Phase::Train, true, {2, 4}});
        dialog.show();
        auto* phase = findByName<QComboBox>(dialog, QStringLiteral("Phase"));
        auto* cells = findByName<QComboBox>(dialog, QStringLiteral("Matrix cells"));
        auto* epochs = findByName<QLineEdit>(dialog, QStringLiteral("Drawn epochs"));
        QVERIFY(phase && cells && epochs);
        QVERIFY(phase->isVisible() && cells->isVisible() && epochs->isVisible());
        QCOMPARE(epochs->text(), QStringLiteral("2,4"));
        QVERIFY(dialog.request().filter.phase == Phase::Train);
        QVERIFY(dialog.request().counts);
        QCOMPARE(dialog.request().filter.epochs, (std::vector<std::int32_t> {2, 4}));
        cells->setCurrentIndex(0);
        epochs->setText(QStringLiteral("1, 3-5"));
        QVERIFY(!dialog.request().counts);
        QCOMPARE(dialog.request().filter.epochs, (std::vector<std::int32_t> {1, 3, 4, 5}));
        QTRY_VERIFY(exportButton(dialog)->isEnabled());

        epochs->setText(QStringLiteral("1,x"));
        QVERIFY(!exportButton(dialog)->isEnabled());
        bool isSaid = false;
        for (const QLabel* label : dialog.findChildren<QLabel*>())
            isSaid = isSaid || label->text().contains(QStringLiteral("'x' is not understood"));
        QVERIFY(isSaid);
        epochs->setText(QString());
        QTRY_VERIFY(exportButton(dialog)->isEnabled());

        auto* kinds = findByName<QComboBox>(dialog, QStringLiteral("Figure"));
        kinds->setCurrentIndex(kinds->findData(int(FigureKind::LearningCurves)));
        QVERIFY(phase->isVisible() && !cells->isVisible() && !epochs->isVisible());
        QVERIFY(dialog.request().filter.phase == Phase::Train);
        kinds->setCurrentIndex(kinds->findData(int(FigureKind::DataEfficiency)));
        QVERIFY(!phase->isVisible());
        QVERIFY(!dialog.request().filter.phase);
    }

    void writesWhatItShows()
    {
        QTemporaryDir folder;
        ObserverModel observers;
        for (const ObserverCurves& curves : simulatedCurves()->observers)
            observers.addObserver(curves.observer, curves.cells);
        observers.setLabel(1, "My network");
        FigureDialog dialog(figureInput(*simulatedCurves(), &observers), FigureKind::Runs);
        FigureDialogSettings settings = dialog.settings();
        settings.width = 183;
        settings.output.format = FigureFormat::Svg;
        settings.withData = true;
        settings.folder = folder.path();
        dialog.setSettings(settings);
        QCOMPARE(dialog.file(), folder.filePath(QStringLiteral("runs.svg")));
        QTRY_VERIFY(exportButton(dialog)->isEnabled());
        QSignalSpy exported(&dialog, &FigureDialog::exported);
        exportButton(dialog)->click();
        QVERIFY(exported.wait());
        QCOMPARE(exported.front().front().toString(), dialog.file());
        QCOMPARE(dialog.result(), int(QDialog::Accepted));

        FigureInput input {*simulatedCurves(), {}, {}};
        input.curves.observers[1].observer.label = "My network";
        checkFiles(dialog, input);
        QCOMPARE(contentOf(folder.filePath(QStringLiteral("runs.csv"))).toStdString(),
                 *figureData(dialog.request(), input));
    }

    void offersNoStyleThatTheStudyDoesNotHave()
    {
        FigureDialog dialog(figureInput(*simulatedCurves(), nullptr), FigureKind::Runs);
        FigureDialogSettings settings = dialog.settings();
        settings.style = FigureStyle::AsPublished;
        dialog.setSettings(settings);
        QCOMPARE(int(dialog.request().style), int(FigureStyle::AsPublished));
        for (QComboBox* box : dialog.findChildren<QComboBox*>())
            if (const int place = box->findText(QStringLiteral("Humans minus networks")); place >= 0)
                box->setCurrentIndex(place);
        QCOMPARE(int(dialog.request().kind), int(FigureKind::Delta));
        QCOMPARE(int(dialog.request().style), int(FigureStyle::Publication));
    }

    void exportsEveryKind_data()
    {
        QTest::addColumn<int>("kind");
        for (const FigureKind kind : figureKinds())
            QTest::newRow(toString(kind).data()) << int(kind);
    }

    void exportsEveryKind()
    {
        QFETCH(int, kind);
        QTemporaryDir folder;
        FigureDialog dialog(figureInput(*simulatedCurves(), nullptr), FigureKind(kind));
        QCOMPARE(int(dialog.request().kind), kind);
        FigureDialogSettings settings = dialog.settings();
        settings.width = 183;
        settings.output.format = FigureFormat::Svg;
        settings.withData = true;
        settings.folder = folder.path();
        dialog.setSettings(settings);
        QTRY_VERIFY(exportButton(dialog)->isEnabled());
        QSignalSpy exported(&dialog, &FigureDialog::exported);
        exportButton(dialog)->click();
        QVERIFY(exported.wait());
        FigureInput input {*simulatedCurves(), {}, {}};
        QVERIFY(completeInput(input, FigureKind(kind)));
        checkFiles(dialog, input);
        QVERIFY(QFile::exists(folder.filePath(QString::fromStdString(std::string(toString(FigureKind(kind))))
                                              + QStringLiteral(".csv"))));
    }

    void computesStatisticsOnlyWhereTheyDoNotFit()
    {
        FigureInput input {*simulatedCurves(), {}, {}};
        QVERIFY(addAnalysis(input));
        QCOMPARE(input.analysis->observers.size(), input.curves.observers.size());
        QCOMPARE(input.analysis->options.curves.seed, input.curves.options.seed);
        const auto first = input.analysis;
        QVERIFY(addAnalysis(input));
        QCOMPARE(input.analysis, first);
        input.curves.options.threads = 2; // changes no number
        QVERIFY(addAnalysis(input));
        QCOMPARE(input.analysis, first);

        FigureInput otherRule = input;
        otherRule.rules.splitRule = SplitRule::AsPublished;
        QVERIFY(addAnalysis(otherRule));
        QVERIFY(otherRule.analysis != first);
        QVERIFY(otherRule.analysis->options.splitRule == SplitRule::AsPublished);

        FigureInput fewerRuns = input;
        fewerRuns.curves.observers[0].runs = {1, 3};
        QVERIFY(addAnalysis(fewerRuns));
        QVERIFY(fewerRuns.analysis != first);
        for (const ObserverAnalysis& observer : fewerRuns.analysis->observers)
            if (observer.curves.observer.name == fewerRuns.curves.observers[0].observer.name)
                QCOMPARE(observer.curves.runs, (std::vector<std::int32_t> {1, 3}));
    }

    void keepsSettings()
    {
        const FigureDialogSettings settings {FigureStyle::AsPublished,
                                             "nature-1",
                                             89,
                                             70,
                                             8,
                                             1.5,
                                             FigurePalette::Greyscale,
                                             {FigureFormat::Tiff, 300, TextAs::Outlines, true},
                                             true,
                                             QStringLiteral("/tmp")};
        FigureDialog dialog(figureInput(*simulatedCurves(), nullptr), FigureKind::GapLag);
        dialog.setSettings(settings);
        QVERIFY(dialog.settings() == settings);
        QCOMPARE(dialog.file(), QStringLiteral("/tmp/gap-lag.tiff"));
    }

    void journalsSetWhatTheyAskFor()
    {
        FigureDialog dialog(figureInput(*simulatedCurves(), nullptr), FigureKind::LearningCurves);
        dialog.show();
        auto* journal = findByName<QComboBox>(dialog, QStringLiteral("Journal"));
        QVERIFY(journal);
        journal->setCurrentIndex(journal->findData(QStringLiteral("plos-1")));
        Q_EMIT journal->activated(journal->currentIndex());
        const FigureDialogSettings settings = dialog.settings();
        QCOMPARE(settings.preset, std::string("plos-1"));
        QCOMPARE(settings.width, 132.);
        QCOMPARE(settings.fontSize, 8.);
        QCOMPARE(int(settings.output.textAs), int(TextAs::Outlines));
        QTRY_COMPARE(dialog.preview()->page().width(), 132.);
        const auto remark = [&] {
            for (const QLabel* label : dialog.findChildren<QLabel*>())
                if (label->isVisible() && label->text().contains(QStringLiteral("PLOS asks for")))
                    return label->text();
            return QString();
        };
        QCOMPARE(remark(), QString());
        FigureDialogSettings small = settings;
        small.fontSize = 6;
        dialog.setSettings(small);
        QTRY_VERIFY(remark().contains(QStringLiteral("8 pt or more")));
    }

    void previewForOtherEyesChangesNoFile()
    {
        QTemporaryDir folder;
        FigureDialog dialog(figureInput(*simulatedCurves(), nullptr), FigureKind::LearningCurves);
        FigureDialogSettings settings = dialog.settings();
        settings.output.format = FigureFormat::Svg;
        settings.folder = folder.path();
        dialog.setSettings(settings);
        dialog.show();
        QTRY_VERIFY(exportButton(dialog)->isEnabled());
        const auto pink = [&] {
            const QImage picture = dialog.preview()->grab().toImage();
            for (int y = 0; y < picture.height(); ++y)
                for (int x = 0; x < picture.width(); ++x)
                    if (const QColor color = picture.pixelColor(x, y);
                        color.red() > 200 && color.green() < 80 && color.blue() > 130)
                        return true;
            return false;
        };
        QTRY_VERIFY(pink());
        auto* vision = findByName<QComboBox>(dialog, QStringLiteral("Preview as seen by"));
        QVERIFY(vision);
        vision->setCurrentIndex(1);
        QVERIFY(!pink());
        QSignalSpy exported(&dialog, &FigureDialog::exported);
        exportButton(dialog)->click();
        QVERIFY(exported.wait());
        QVERIFY(contentOf(dialog.file()).contains("#dd3497"));
    }

    void saysWhatIsWrong()
    {
        FigureDialog dialog(figureInput(*simulatedCurves(), nullptr), FigureKind::LearningCurves);
        dialog.show();
        QTRY_VERIFY(exportButton(dialog)->isEnabled());
        dialog.setFile(QStringLiteral("/proc/nowhere/figure.pdf"));
        exportButton(dialog)->click();
        const auto said = [&](const QString& text) {
            for (const QLabel* label : dialog.findChildren<QLabel*>())
                if (label->isVisible() && label->text().contains(text))
                    return true;
            return false;
        };
        QTRY_VERIFY(said(QStringLiteral("cannot be written")));
        QVERIFY(dialog.isVisible());

        FigureDialogSettings settings = dialog.settings();
        settings.width = 20;
        settings.height = 20;
        settings.fontSize = 20;
        dialog.setSettings(settings);
        QTRY_VERIFY(said(QStringLiteral("too small for this figure")));
        QVERIFY(!exportButton(dialog)->isEnabled());
    }

    void givesEveryControlAKeyOfItsOwn()
    {
        FigureDialog dialog(figureInput(*simulatedCurves(), nullptr), FigureKind::LearningCurves);
        QStringList keys;
        const auto add = [&](const QString& text) {
            const QKeySequence key = QKeySequence::mnemonic(text);
            if (!key.isEmpty()) {
                QVERIFY2(!keys.contains(key.toString()), qPrintable(text));
                keys << key.toString();
            }
        };
        for (const QLabel* label : dialog.findChildren<QLabel*>())
            if (label->buddy())
                add(label->text());
        for (const QAbstractButton* button : dialog.findChildren<QAbstractButton*>())
            add(button->text());
        QVERIFY(keys.size() > 15);
    }

    void namesEveryControl()
    {
        FigureDialog dialog(figureInput(*simulatedCurves(), nullptr), FigureKind::LearningCurves);
        for (QWidget* widget : dialog.findChildren<QWidget*>()) {
            const bool control = qobject_cast<QComboBox*>(widget) || qobject_cast<QAbstractSpinBox*>(widget)
                || qobject_cast<QPlainTextEdit*>(widget)
                || (qobject_cast<QLineEdit*>(widget) && !qobject_cast<QAbstractSpinBox*>(widget->parent()));
            if (control)
                QVERIFY2(!widget->accessibleName().isEmpty(), widget->metaObject()->className());
        }
    }
};

QTEST_MAIN(TestFigureDialog)
#include "tst_figuredialog.moc"
