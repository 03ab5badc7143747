#include "widgets/figures/figuredialog.h"

#include "widgets/figures/figurepartform.h"
#include "widgets/figures/figurepreview.h"
#include "widgets/figures/formparts.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
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

void FigureDialog::buildForm(QFormLayout* form, FigureKind ofKind)
{
    m_kind = addChoice(*form, tr("&Figure"));
    for (const FigureKind kind : kindsLike(ofKind))
        m_kind->addItem(figureTitle(kind), static_cast<int>(kind));
    m_part = new FigurePartForm(*form, this);
    m_style = addChoice(*form, tr("&Style"), {tr("Publication"), tr("As published (Huber et al. 2024)")});
    m_preset = addChoice(*form, tr("&Journal"));
    fillWithJournals(*m_preset);
    m_width = addLength(*form, tr("&Width"), 20, 1000, tr(" mm"));
    m_width->setValue(FigureDialogSettings().width);
    m_height = addLength(*form, tr("&Height"), 0, 1000, tr(" mm"));
    m_height->setSpecialValueText(tr("automatic"));
    m_fontSize = addLength(*form, tr("F&ont size"), 4, 24, tr(" pt"));
    m_fontSize->setSingleStep(.5);
    m_fontSize->setValue(FigureRequest().fontSize);
    m_lineWidth = addLineWidth(*form);
    m_palette = addChoice(*form, tr("&Colours"));
    fillWithPalettes(*m_palette);
    m_format = addChoice(*form, tr("Fo&rmat"), {tr("PDF"), tr("SVG"), tr("PNG"), tr("TIFF")});
    m_textAs = addChoice(*form, tr("&Text as"), {tr("text, to be edited"), tr("outlines")});
    m_dpi = addLength(*form, tr("R&esolution"), 30, 2400, tr(" dpi"));
    m_dpi->setDecimals(0);
    m_dpi->setSingleStep(100);
    m_dpi->setValue(FigureOutput().dpi);
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
    fillWithVisions(*m_vision);
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
