#pragma once

#include <QAbstractButton>

namespace learnscope {

class PictureLoader;

/// One view in the strip: a small picture with its angle below, framed when it is the current one (checked);
/// a dashed frame where the object has no picture at this angle.
class ThumbnailButton : public QAbstractButton
{
    Q_OBJECT
public:
    explicit ThumbnailButton(PictureLoader& loader, QWidget* parent = nullptr);

    /// @p path empty: a gap. @p training: a mark says that it is a training picture. @p name for screen
    /// readers and the tool tip.
    void show(const QString& path, const QString& label, const QString& name, bool training);
    void setSelected(bool selected); ///< trials that show it are: a bar at its foot says so
    bool isSelected() const noexcept { return m_selected; }
    int labelHeight() const;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    PictureLoader& m_loader;
    QString m_path;
    bool m_training = false;
    bool m_selected = false;
};

} // namespace learnscope
