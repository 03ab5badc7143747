#include "widgets/figures/figuredialog.h"

#include "widgets/figures/figurepreview.h"
#include "widgets/figures/journals.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace learnscope {

namespace {
QDoubleSpinBox* makeLength(QWidget* parent, double low, double high, const QString& suffix,
                           const QString& name)
{
    auto* box = new QDoubleSpinBox(parent);
    box->setRange(low, high);
    box->setDecimals(1);
    box->setSuffix(suffix);
    box->setAccessibleName(name);
    box->setKeyboardTracking(false);
    return box;
}
} // namespace

void FigureDialog::buildForm(QFormLayout* form)
{
    const auto choice = [&](const QString& label, const QStringList& entries) {
        auto* box = new QComboBox(m_side);
        box->addItems(entries);
        box->setAccessibleName(QString(label).remove(QLatin1Char('&')));
        form->addRow(label, box);
        return box;
    };
    m_kind = choice(tr("&Figure"), {});
    for (const FigureKind kind : figureKinds())
        m_kind->addItem(figureTitle(kind), static_cast<int>(kind));
    m_style = choice(tr("&Style"), {tr("Publication"), tr("As published (Huber et al. 2024)")});
    m_preset = choice(tr("&Journal"), {tr("none")});
    for (const JournalPreset& preset : journalPresets()) {
        const QString id = QString::fromLatin1(preset.id.data(), qsizetype(preset.id.size()));
        m_preset->addItem(tr("%1, %2 (%3 mm)")
                              .arg(QString::fromLatin1(preset.journal.data(), qsizetype(preset.journal.size())),
                                   QCoreApplication::translate("Journals", preset.columns.data()))
                              .arg(preset.width),
                          id);
    }
    m_preset->setToolTip(tr("Sets width, sizes and resolution as the journal's guide gave them; see what it "
                            "asks today before you submit"));
    m_width = makeLength(m_side, 20, 1000, tr(" mm"), tr("Width"));
    m_width->setValue(FigureDialogSettings().width);
    form->addRow(tr("&Width"), m_width);
    m_height = makeLength(m_side, 0, 1000, tr(" mm"), tr("Height"));
    m_height->setSpecialValueText(tr("automatic"));
    form->addRow(tr("&Height"), m_height);
    m_fontSize = makeLength(m_side, 4, 24, tr(" pt"), tr("Font size"));
    m_fontSize->setSingleStep(.5);
    m_fontSize->setValue(FigureRequest().fontSize);
    form->addRow(tr("F&ont size"), m_fontSize);
    m_lineWidth = makeLength(m_side, 0, 10, tr(" pt"), tr("Line width"));
    m_lineWidth->setDecimals(2);
    m_lineWidth->setSingleStep(.25);
    m_lineWidth->setSpecialValueText(tr("automatic"));
    form->addRow(tr("&Line width"), m_lineWidth);
    m_palette = choice(tr("&Colours"), {});
    for (const FigurePalette palette : figurePalettes())
        m_palette->addItem(figurePaletteTitle(palette), static_cast<int>(palette));
    m_format = choice(tr("Fo&rmat"), {tr("PDF"), tr("SVG"), tr("PNG"), tr("TIFF")});
    m_textAs = choice(tr("&Text as"), {tr("text, to be edited"), tr("outlines")});
    m_dpi = makeLength(m_side, 30, 2400, tr(" dpi"), tr("Resolution"));
    m_dpi->setDecimals(0);
    m_dpi->setSingleStep(100);
    m_dpi->setValue(FigureOutput().dpi);
    form->addRow(tr("R&esolution"), m_dpi);
    m_opaque = new QCheckBox(tr("No tr&ansparency"), m_side);
    m_opaque->setToolTip(tr("Bands become opaque tints, for journals that take no transparent objects"));
    form->addRow(QString(), m_opaque);
    m_withData = new QCheckBox(tr("N&umbers as CSV too"), m_side);
    form->addRow(QString(), m_withData);
}

void FigureDialog::buildPreview(QWidget* side)
{
    m_scroll = new QScrollArea(side);
    m_scroll->setFrameShape(QFrame::StyledPanel);
    m_scroll->setAccessibleName(tr("Preview"));
    m_preview = new FigurePreview;
    m_scroll->setWidget(m_preview);
    m_scroll->viewport()->installEventFilter(this);
    m_zoom = new QComboBox(side);
    m_zoom->addItems({tr("Fit"), tr("Actual size"), tr("Twice the size")});
    m_zoom->setAccessibleName(tr("Zoom"));
    m_vision = new QComboBox(side);
    m_vision->addItems({tr("usual eyes"), tr("protanopia (no red)"), tr("deuteranopia (no green)"),
                        tr("tritanopia (no blue)"), tr("a grey print")});
    m_vision->setAccessibleName(tr("Preview as seen by"));
    m_vision->setToolTip(tr("For the preview only; the file keeps its colours"));
    m_size = new QLabel(side);
    m_remarks = new QLabel(side);
    m_remarks->setWordWrap(true);
    m_remarks->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_remarks->hide();
    m_caption = new QPlainTextEdit(side);
    m_caption->setReadOnly(true);
    m_caption->setTabChangesFocus(true);
    m_caption->setAccessibleName(tr("Caption"));
    m_caption->setFixedHeight(72);
    auto* copy = new QPushButton(tr("Copy captio&n"), side);
    copy->setAutoDefault(false);
    connect(copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_caption->toPlainText()); });
    auto* bar = new QHBoxLayout;
    auto* zoomLabel = new QLabel(tr("&Zoom"), side);
    zoomLabel->setBuddy(m_zoom);
    bar->addWidget(zoomLabel);
    bar->addWidget(m_zoom);
    auto* visionLabel = new QLabel(tr("As seen b&y"), side);
    visionLabel->setBuddy(m_vision);
    bar->addSpacing(8);
    bar->addWidget(visionLabel);
    bar->addWidget(m_vision);
    bar->addSpacing(8);
    bar->addWidget(m_size);
    bar->addStretch();
    bar->addWidget(copy);
    auto* layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_scroll, 1);
    layout->addLayout(bar);
    layout->addWidget(m_remarks);
    layout->addWidget(m_caption);
}

void FigureDialog::buildFileRow(QWidget* parent)
{
    m_file = new QLineEdit(parent);
    m_file->setAccessibleName(tr("File"));
    auto* fileLabel = new QLabel(tr("F&ile"), parent);
    fileLabel->setBuddy(m_file);
    m_browse = new QPushButton(tr("&Browse..."), parent);
    m_browse->setAutoDefault(false);
    m_error = new QLabel(parent);
    m_error->setWordWrap(true);
    m_error->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_error->hide();
    m_progress = new QProgressBar(parent);
    m_progress->setRange(0, 0);
    m_progress->setFixedWidth(120);
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Writing"));
    QSizePolicy keepsRoom = m_progress->sizePolicy();
    keepsRoom.setRetainSizeWhenHidden(true);
    m_progress->setSizePolicy(keepsRoom);
    m_progress->hide();
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, parent);
    m_export = buttons->addButton(tr("E&xport"), QDialogButtonBox::AcceptRole);
    m_export->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &FigureDialog::exportFigure);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* fileRow = new QHBoxLayout;
    fileRow->addWidget(fileLabel);
    fileRow->addWidget(m_file, 1);
    fileRow->addWidget(m_browse);
    auto* lastRow = new QHBoxLayout;
    lastRow->addWidget(m_error, 1);
    lastRow->addStretch();
    lastRow->addWidget(m_progress);
    lastRow->addWidget(buttons);
    auto* all = static_cast<QVBoxLayout*>(layout());
    all->addLayout(fileRow);
    all->addLayout(lastRow);
}

} // namespace learnscope
