#pragma once

#include "core/base/filewriter.h"
#include "core/io/arrays/elementtype.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace learnscope {

/// An array to be written: numbers in row-major order and this machine's byte order, handed over in pieces as
/// often as they are asked for, or texts.
struct ArrayContent
{
    std::string name;
    std::vector<std::uint64_t> shape;
    ElementType type = ElementType::Float32;
    std::function<Result<void>(const ByteSink&)> produce; ///< of numbers
    std::vector<std::string> texts; ///< of type Text

    /// Numbers that lie side by side and outlive the content.
    static ArrayContent numbers(std::string name, std::vector<std::uint64_t> shape,
                                std::span<const float> values);
    static ArrayContent numbers(std::string name, std::vector<std::uint64_t> shape,
                                std::span<const double> values);
    static ArrayContent numbers(std::string name, std::vector<std::uint64_t> shape,
                                std::span<const std::int32_t> values);
    static ArrayContent numbers(std::string name, std::vector<std::uint64_t> shape,
                                std::span<const std::int64_t> values);
    static ArrayContent ofTexts(std::string name, std::vector<std::string> texts);
};

/// All replace their file atomically. Fails with Io.
Result<void> writeNpy(const std::filesystem::path& path, const ArrayContent& array);
/// Numbers stored as they are can be mapped; packed ones take less room. Zip64 where it must be.
Result<void> writeNpz(const std::filesystem::path& path, std::span<const ArrayContent> arrays,
                      bool packed = false);
/// Texts cannot be written to .safetensors and are refused (Usage).
Result<void> writeSafetensors(const std::filesystem::path& path, std::span<const ArrayContent> arrays);
/// @p attributes are texts of the file itself; names with "/" make groups, as an empty name after one does.
Result<void> writeHdf5(const std::filesystem::path& path, std::span<const ArrayContent> arrays,
                       std::span<const std::pair<std::string, std::string>> attributes = {});
/// MATLAB 5: matrices of up to 2 GiB each.
Result<void> writeMat5(const std::filesystem::path& path, std::span<const ArrayContent> arrays);

} // namespace learnscope
