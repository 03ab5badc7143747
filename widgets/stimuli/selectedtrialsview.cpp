#include "widgets/stimuli/selectedtrialsview.h"

#include "widgets/common/theme.h"
#include "widgets/stimuli/pictureloader.h"
#include "widgets/stimuli/selectedtrialsmodel.h"
#include "widgets/stimuli/thumbnailpainting.h"

#include <QKeyEvent>
#include <QPainter>
#include <QStyledItemDelegate>

#include <algorithm>
#include <cmath>

namespace learnscope {

namespace {
constexpr int pictureSide = 48;
constexpr int gap = 6;
constexpr int barHeight = 3;

QSize cellSize(const QFontMetrics& metrics)
{
    return {pictureSide + gap, pictureSide + metrics.height() + 2 + gap};
}

class TrialDelegate : public QStyledItemDelegate
{
public:
    TrialDelegate(PictureLoader& loader, QObject* parent)
        : QStyledItemDelegate(parent)
        , m_loader(loader)
    {
    }

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const override
    {
        return cellSize(option.fontMetrics);
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const Theme& theme = Theme::of(option.widget);
        const auto trials = index.data(SelectedTrialsModel::TrialsRole).toUInt();
        const auto right = index.data(SelectedTrialsModel::RightRole).toUInt();
        const QRectF frame(option.rect.left() + (option.rect.width() - pictureSide) / 2,
                           option.rect.top() + gap / 2, pictureSide, pictureSide);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        paintPicture(painter, theme, option, index, frame);
        paintVerdict(painter, theme, frame, right, trials);
        if (index.data(SelectedTrialsModel::CurrentRole).toBool())
            strokeFrame(painter, frame.adjusted(-2, -2, 2, 2), QPen(theme.accent, 2));
        else if (option.state & QStyle::State_HasFocus)
            strokeFrame(painter, frame.adjusted(-2, -2, 2, 2), QPen(theme.accent, 1, Qt::DotLine));
        paintShare(painter, theme, option, frame, right, trials);
        painter->restore();
    }

private:
    void paintPicture(QPainter* painter, const Theme& theme, const QStyleOptionViewItem& option,
                      const QModelIndex& index, const QRectF& frame) const
    {
        const QString path = index.data(SelectedTrialsModel::PathRole).toString();
        const bool broken = path.isEmpty() || m_loader.hasFailed(path);
        if (broken) {
            paintGap(painter, frame, theme, QStringLiteral("?"));
            return;
        }
        const double ratio = option.widget ? option.widget->devicePixelRatioF() : 1;
        paintThumbnail(painter, frame,
                       m_loader.request({path, static_cast<int>(std::ceil(pictureSide * ratio))},
                                        PictureLoader::Priority::Visible),
                       theme);
    }

    static void paintVerdict(QPainter* painter, const Theme& theme, const QRectF& frame, unsigned right,
                             unsigned trials)
    {
        if (right == trials || right == 0) {
            strokeFrame(painter, frame, QPen(right == 0 ? theme.wrong : theme.right, 2));
            return;
        }
        QRectF bar(frame.left(), frame.bottom() - barHeight, frame.width(), barHeight);
        painter->fillRect(bar, theme.wrong);
        bar.setWidth(frame.width() * right / trials);
        painter->fillRect(bar, theme.right);
    }

    static void paintShare(QPainter* painter, const Theme& theme, const QStyleOptionViewItem& option,
                           const QRectF& frame, unsigned right, unsigned trials)
    {
        const bool mixed = right != 0 && right != trials;
        QString text = trials == 1 ? QString() : QStringLiteral("%1/%2").arg(right).arg(trials);
        if (!mixed)
            text += QChar(right == 0 ? 0x2717 : 0x2713);
        painter->setPen(mixed ? theme.mutedText : right == 0 ? theme.wrong : theme.right);
        painter->setFont(option.font);
        const QRectF below(frame.left() - gap / 2, frame.bottom() + 2, frame.width() + gap,
                           option.fontMetrics.height());
        painter->drawText(below, Qt::AlignCenter, text);
    }

    PictureLoader& m_loader;
};
} // namespace

SelectedTrialsView::SelectedTrialsView(SelectedTrialsModel& model, PictureLoader& loader, QWidget* parent)
    : QListView(parent)
{
    setModel(&model);
    setItemDelegate(new TrialDelegate(loader, this));
    setAccessibleName(tr("Selected trials"));
    setFocusPolicy(Qt::TabFocus);
    setFrameShape(NoFrame);
    setFlow(LeftToRight);
    setWrapping(true);
    setResizeMode(Adjust);
    setUniformItemSizes(true);
    setVerticalScrollMode(ScrollPerPixel);
    viewport()->setAutoFillBackground(false);
    setFont(smallFont(font()));
    connect(this, &QListView::clicked, this, [this](const QModelIndex& index) {
        Q_EMIT chosen(index.data(SelectedTrialsModel::ImageRole).toString());
    });
    connect(&loader, &PictureLoader::ready, viewport(), qOverload<>(&QWidget::update));
    connect(&loader, &PictureLoader::failed, viewport(), qOverload<>(&QWidget::update));
}

/// The cells of a row share its whole width.
void SelectedTrialsView::fitCells()
{
    const QSize cell = cellSize(fontMetrics());
    const int room = viewport()->width() - 1;
    setGridSize({room / std::max(1, room / cell.width()), cell.height()});
}

void SelectedTrialsView::resizeEvent(QResizeEvent* event)
{
    fitCells();
    QListView::resizeEvent(event);
}

int SelectedTrialsView::cellHeight() const
{
    return cellSize(fontMetrics()).height();
}

void SelectedTrialsView::changeEvent(QEvent* event)
{
    QListView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        viewport()->update();
}

/// Moved by key: shows where one is. Keys that do nothing here are the viewer's.
void SelectedTrialsView::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Space) {
        event->ignore();
        return;
    }
    const QModelIndex before = currentIndex();
    QListView::keyPressEvent(event);
    if (currentIndex().isValid() && currentIndex() != before)
        Q_EMIT chosen(currentIndex().data(SelectedTrialsModel::ImageRole).toString());
}

} // namespace learnscope
