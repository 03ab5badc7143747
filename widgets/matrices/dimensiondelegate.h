#pragma once

#include <QStyledItemDelegate>

#include <functional>

namespace learnscope {

class PictureLoader;

/// Draws histograms, and items as a picture over their name or as the name alone. GUI thread.
class DimensionDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    /// @p loader is not owned.
    explicit DimensionDelegate(PictureLoader& loader, QObject* parent = nullptr);

    /// Null: there are no pictures. @p pictureOf: the file of an item; empty for none.
    void setPictures(std::function<QString(const QString& item)> pictureOf);
    int rowHeight(const QFontMetrics& metrics) const;
    static constexpr int pictureSide = 48;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;

private:
    void paintHistogram(QPainter& painter, const QRectF& area, const QList<double>& shares,
                        const QWidget* widget) const;
    void paintItem(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;

    PictureLoader& m_loader;
    std::function<QString(const QString&)> m_pictureOf;
};

/// Draws a bar behind each value of a LoadingModel.
class LoadingDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
};

} // namespace learnscope
