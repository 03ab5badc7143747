#pragma once

#include <QLayout>
#include <QList>

namespace learnscope {

/// Puts its widgets into rows like words of a text: what has no room goes to the next row. Hidden ones take
/// no room.
class FlowLayout : public QLayout
{
    Q_OBJECT
public:
    explicit FlowLayout(QWidget* parent = nullptr);
    ~FlowLayout() override;

    void addItem(QLayoutItem* item) override; ///< takes ownership
    int count() const override { return static_cast<int>(m_items.size()); }
    QLayoutItem* itemAt(int index) const override { return m_items.value(index); }
    QLayoutItem* takeAt(int index) override;
    Qt::Orientations expandingDirections() const override { return {}; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize minimumSize() const override; ///< of the widest one
    QSize sizeHint() const override; ///< all in one row
    void setGeometry(const QRect& area) override;

private:
    /// The height that is needed. Moves the items where @p moves.
    int flow(const QRect& area, bool moves) const;

    QList<QLayoutItem*> m_items;
};

} // namespace learnscope
