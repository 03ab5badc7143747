#pragma once

#include <QImage>
#include <QWidget>

#include <optional>

class QScrollArea;

namespace learnscope {

/// A page at true proportions with rulers in millimetres along its upper and left edge. It shows a picture of
/// the page that somebody else makes, since that may take longer than a frame; while it is zoomed, the
/// picture at hand is stretched. GUI thread.
class FigurePreview : public QWidget
{
    Q_OBJECT
public:
    explicit FigurePreview(QWidget* parent = nullptr);

    /// The page's size in mm; empty shows @p reason instead of a page.
    void setPage(const QSizeF& millimetres, const QString& reason = {});
    void setPicture(const QImage& picture); ///< of the whole page, in device pixels
    /// Device-independent pixels for a millimetre; nothing: as large as fits.
    void setZoom(std::optional<double> pixelsPerMillimetre);
    std::optional<double> zoom() const noexcept { return m_zoom; }
    double pixelsPerMillimetre() const; ///< as it is shown
    double actualSize() const; ///< pixels per millimetre at which a millimetre on screen is one
    QSizeF page() const noexcept { return m_page; }
    QSize pictureSize() const; ///< the device pixels a picture should have
    void setViewport(const QSize& size); ///< what is visible of this widget; Fit uses it

    QSize sizeHint() const override;

Q_SIGNALS:
    void pictureSizeChanged(); ///< another picture would be sharper

protected:
    void paintEvent(QPaintEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

    QRectF pageRectangle() const; ///< px

private:
    void relayout();
    void paintRulers(QPainter& painter, const QRectF& page);

    QSizeF m_page;
    QString m_reason;
    QImage m_picture;
    std::optional<double> m_zoom;
    QSize m_viewport = {400, 300};
    QSize m_askedFor;
};

} // namespace learnscope
