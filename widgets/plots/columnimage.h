#pragma once

#include <QImage>

namespace learnscope {

/// A picture made of vertical lines. It is kept lying on its side, so that each of them is one run of memory,
/// and turned upright once at the end. Pixels are device pixels. A value; any thread.
class ColumnImage
{
public:
    ColumnImage(int width, int height);

    int width() const noexcept { return m_lying.height(); }
    int height() const noexcept { return m_lying.width(); }
    /// Lays @p color over column @p x from row @p top to before row @p bottom. Parts outside are left out.
    void fill(int x, int top, int bottom, const QColor& color);
    QImage upright() const;

private:
    QImage m_lying; // rows are columns
};

} // namespace learnscope
