#pragma once

#include <QComboBox>

#include <cstdint>
#include <vector>

namespace learnscope {

/// Chooses epochs: all, one of the list, or several that are typed, such as 1,4-6. What cannot be understood
/// is said in a tool tip and taken back. GUI thread.
class EpochBox : public QComboBox
{
    Q_OBJECT
public:
    explicit EpochBox(QWidget* parent = nullptr);

    void setAvailable(const std::vector<std::int32_t>& epochs); ///< that the list offers; ascending
    void setChosen(const std::vector<std::int32_t>& epochs); ///< ascending; empty: all
    const std::vector<std::int32_t>& chosen() const noexcept { return m_chosen; }

Q_SIGNALS:
    void edited(const std::vector<std::int32_t>& epochs); ///< by the user

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void takeTyped();
    void showChosen();
    void edit(std::vector<std::int32_t> epochs);

    std::vector<std::int32_t> m_available;
    std::vector<std::int32_t> m_chosen;
};

} // namespace learnscope
