#include "widgets/representations/representationdelegate.h"

#include "widgets/common/theme.h"
#include "widgets/itemmodels/representationmodel.h"

#include <QApplication>
#include <QPainter>

namespace learnscope {

namespace {
constexpr int margin = 4;

/// The room beside the check box.
QRect textArea(const QStyleOptionViewItem& option)
{
    const QStyle* style = option.widget ? option.widget->style() : QApplication::style();
    const QRect check = style->subElementRect(QStyle::SE_ItemViewItemCheckIndicator, &option, option.widget);
    return option.rect.adjusted(check.right() - option.rect.left() + 2 * margin, margin, -2 * margin,
                                -margin);
}
} // namespace

void RepresentationDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                                   const QModelIndex& index) const
{
    QStyleOptionViewItem full(option);
    initStyleOption(&full, index);
    const QString label = full.text;
    full.text.clear();
    const QStyle* style = option.widget ? option.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &full, painter, option.widget);

    const Theme& theme = Theme::of(option.widget);
    const QRect area = textArea(full);
    QFont font = option.font;
    font.setWeight(QFont::DemiBold);
    painter->save();
    painter->setFont(font);
    painter->setPen(theme.text);
    QRect first = area;
    first.setHeight(QFontMetrics(font).height());
    QString heading = label;
    if (index.data(RepresentationModel::ReferenceRole).toBool())
        heading += QStringLiteral(" \u2605"); // the second line says what the star means
    painter->drawText(first, Qt::AlignLeft | Qt::AlignVCenter,
                      QFontMetrics(font).elidedText(heading, Qt::ElideRight, first.width()));
    QFont small = option.font; // its size is in pixels or in points
    if (small.pixelSize() > 0)
        small.setPixelSize(small.pixelSize() * 9 / 10);
    else
        small.setPointSizeF(small.pointSizeF() * .9);
    painter->setFont(small);
    const bool isWrong = !index.data(RepresentationModel::ProblemRole).toString().isEmpty();
    painter->setPen(isWrong ? theme.wrong : theme.mutedText);
    QRect second = area;
    second.setTop(first.bottom() + 1);
    painter->drawText(
        second, Qt::AlignLeft | Qt::AlignVCenter,
        QFontMetrics(small).elidedText(index.data(RepresentationModel::DescriptionRole).toString(),
                                       Qt::ElideRight, second.width()));
    if (option.state & QStyle::State_HasFocus) {
        painter->setPen(theme.accent);
        painter->drawRect(option.rect.adjusted(0, 0, -1, -1));
    }
    painter->restore();
}

QSize RepresentationDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const
{
    return {0, 2 * option.fontMetrics.height() + 3 * margin};
}

void RepresentationDelegate::updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                                                  const QModelIndex& index) const
{
    QStyleOptionViewItem full(option);
    initStyleOption(&full, index);
    QRect area = textArea(full);
    area.setHeight(editor->sizeHint().height());
    editor->setGeometry(area);
}

} // namespace learnscope
