#include "tests/support/badtables.h"

namespace learnscope {

std::vector<BadTable> badTables()
{
    const QByteArray header = "run,epoch,phase,image_name,ground_truth,prediction\n";
    const QByteArray row = "1,1,train,a,p,q\n";
    std::vector<BadTable> tables;
    const auto add = [&](const char* code, const QByteArray& text, int line, int column, const char* message,
                         const char* name = nullptr) {
        tables.push_back({name ? name : code, text, QString::fromLatin1(code), line, column,
                          QString::fromLatin1(message)});
    };
    add("empty-file", "", 0, 0, "is empty; expected a header with the columns run, epoch, phase, image_name");
    add("no-trials", header, 0, 0, "has a header but no trials; expected a row for each trial");
    add("missing-column", "run,epoch,phase,image_name,ground_truth\n1,1,train,a,p\n", 1, 1,
        "column 'prediction' is missing");
    add("doubled-column", "run," + header + "1," + row, 1, 5, "column 'run' occurs twice");
    add("not-a-whole-number", header + "1,1.5,train,a,p,q\n", 2, 3,
        "expected a whole number for 'epoch', found '1.5'");
    add("not-a-whole-number", header + "x,1,train,a,p,q\n", 2, 1,
        "expected a whole number for 'run', found 'x'", "text");
    add("out-of-range", header + "2147483648,1,train,a,p,q\n", 2, 1, "from 0 to 2147483647 for 'run'");
    add("out-of-range", header + "1,0,train,a,p,q\n", 2, 3, "from 1 to 2147483647 for 'epoch'", "epoch zero");
    add("too-few-fields", header + "1,1,train,a,p\n", 2, 14, "expected 6 fields, found 5");
    add("too-many-fields", header + "1,1,train,a,p,q,r\n", 2, 17, "expected 6 fields, found 7");
    add("cut-off-row", header + row + "1,1,tra", 3, 8, "the file ends in the middle of a row");
    add("unknown-phase", header + "1,1,Train,a,p,q\n", 2, 5,
        "expected 'train' or 'test' for 'phase', found 'Train'");
    add("empty-field", header + "1,1,train,,p,q\n", 2, 11, "expected a name for 'image_name', found nothing");
    add("empty-field", header + "1,1,train,a,,q\n", 2, 13, "expected a name for 'ground_truth'",
        "empty label");
    add("unclosed-quote", header + "1,1,train,\"a,p,q\n", 2, 11, "the quote is never closed");
    add("stray-quote", header + "1,1,train,a\"b,p,q\n", 2, 12, "a quote inside a field that is not quoted");
    add("stray-carriage-return", header + "1,1,train,a\rb,p,q\n", 2, 12,
        "a carriage return without a line feed");
    add("empty-line", header + "\n" + row, 2, 1, "an empty line; expected a trial");
    add("nul-byte", header + QByteArray("1,1,train,\0,p,q\n", 16), 2, 11, "a NUL byte; expected text");
    add("not-utf8", header + "1,1,train,\xFF,p,q\n", 2, 11, "the byte '\\xFF' is not UTF-8");
    QByteArray labels = header;
    for (int label = 0; label < 65536; ++label)
        labels += "1,1,test,a,0," + QByteArray::number(label) + "\n";
    add("too-many-labels", labels, 65537, 1, "more than 65535 different labels");
    return tables;
}

} // namespace learnscope
