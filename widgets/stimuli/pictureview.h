#pragma once

#include "widgets/stimuli/pictureloader.h"

#include <QWidget>

namespace learnscope {

/// One picture, as large as fits, with its proportions kept; drawn pixel by pixel where its size is that of
/// the view. Until a new picture is decoded the old one stays.
class PictureView : public QWidget
{
    Q_OBJECT
public:
    explicit PictureView(PictureLoader& loader, QWidget* parent = nullptr); ///< the loader outlives the view

    /// @p path empty: no picture. @p description for screen readers.
    void showPicture(const QString& path, const QString& description);
    /// In the place of a picture: a sentence, such as why there is none.
    void showMessage(const QString& message);
    void prefetch(const QString& path); ///< decodes it at the size it would have here

    const QString& path() const noexcept { return m_path; }
    QString message() const; ///< what is written in the place of the picture; empty while one is shown
    QImage shownImage() const { return m_shown; } ///< as decoded

    QSize sizeHint() const override { return {256, 256}; }
    QSize minimumSizeHint() const override { return {96, 96}; }

Q_SIGNALS:
    /// The picture last asked for, or the message in its place, has been painted for the first time.
    void framePainted(const QString& path);
    void stepped(int views); ///< by the wheel

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    PictureKey keyFor(const QString& path) const;
    void fetch();
    void paintMessage(QPainter& painter) const;
    void paintPicture(QPainter& painter);
    const QImage& scaled(const QSize& devicePixels);

    PictureLoader& m_loader;
    QString m_path; ///< asked for
    QString m_message;
    QImage m_shown;
    QString m_shownPath; ///< what m_shown is of; empty for a message
    QImage m_scaled; ///< m_shown at its size on the screen, with round corners
    bool m_settled = true; ///< what was asked for is what paintEvent draws
    bool m_announced = true; ///< framePainted was sent for it
    bool m_showFocus = false;
    int m_wheelRest = 0; ///< eighths of a degree not yet stepped
};

} // namespace learnscope
