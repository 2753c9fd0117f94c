#include "runtime/embed/line_editor.hpp"

#include <dlfcn.h>
#include <histedit.h>
#include <langinfo.h>
#include <locale.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace minipy::embed {

namespace {

constexpr int kHistorySize = 1000;

/// libedit's functions.
struct Library {
  decltype(&::el_init) el_init = nullptr;
  decltype(&::el_end) el_end = nullptr;
  decltype(&::el_set) el_set = nullptr;
  decltype(&::el_gets) el_gets = nullptr;
  decltype(&::el_line) el_line = nullptr;
  decltype(&::el_insertstr) el_insertstr = nullptr;
  decltype(&::el_resize) el_resize = nullptr;
  decltype(&::history_init) history_init = nullptr;
  decltype(&::history_end) history_end = nullptr;
  decltype(&::history) history = nullptr;

  bool load() {
    void* handle = dlopen("libedit.so.2", RTLD_NOW | RTLD_GLOBAL);
    if (handle == nullptr) return false;
    const auto find = [&](auto& function, const char* name) {
      function = reinterpret_cast<std::remove_reference_t<decltype(function)>>(dlsym(handle, name));
      return function != nullptr;
    };
    return find(el_init, "el_init") && find(el_end, "el_end") && find(el_set, "el_set") &&
           find(el_gets, "el_gets") && find(el_line, "el_line") && find(el_insertstr, "el_insertstr") &&
           find(el_resize, "el_resize") && find(history_init, "history_init") &&
           find(history_end, "history_end") && find(history, "history") && client_data() != nullptr;
  }

  /// el_get, for whoever has nothing but the library's object. Found once in a process, after `load`.
  static decltype(&::el_get) client_data() {
    static const auto function = reinterpret_cast<decltype(&::el_get)>(dlsym(RTLD_DEFAULT, "el_get"));
    return function;
  }
};

/// How characters are written, for the library, which counts columns: UTF-8, in the user's way if that is
/// one. The process around us keeps its own locale.
locale_t editing_locale() {
  locale_t own = newlocale(LC_CTYPE_MASK, "", nullptr);
  if (own != nullptr && std::strcmp(nl_langinfo_l(CODESET, own), "UTF-8") == 0) return own;
  if (own != nullptr) freelocale(own);
  return newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
}

/// The calling thread's locale for a scope; null changes nothing.
class LocaleScope {
 public:
  explicit LocaleScope(locale_t locale) : previous_(uselocale(locale)) {}
  ~LocaleScope() { uselocale(previous_); }
  LocaleScope(const LocaleScope&) = delete;
  LocaleScope& operator=(const LocaleScope&) = delete;

 private:
  const locale_t previous_;
};

bool belongs_to_word(char c) {
  return c == '_' || c == '.' || (static_cast<unsigned char>(c) & 0x80U) != 0 || std::isalnum(c) != 0;
}

std::string common_prefix(const std::vector<std::string>& words) {
  std::string prefix = words[0];
  for (const std::string& word : words) {
    const auto differ = std::mismatch(prefix.begin(), prefix.end(), word.begin(), word.end());
    prefix.erase(differ.first, prefix.end());
  }
  return prefix;
}

class TerminalEditor final : public LineEditor {
 public:
  TerminalEditor(const Library& library, LineHost& host, std::string history_path)
      : library_(library), host_(host), history_path_(std::move(history_path)) {}

  bool start() {
    const LocaleScope scope(locale_);
    edit_ = library_.el_init("minipy", stdin, stdout, stderr);
    if (edit_ == nullptr) return false;
    HistEvent event{};
    history_ = library_.history_init();
    library_.history(history_, &event, H_SETSIZE, kHistorySize);
    library_.history(history_, &event, H_SETUNIQUE, 1);
    if (!history_path_.empty()) library_.history(history_, &event, H_LOAD, history_path_.c_str());
    library_.el_set(edit_, EL_CLIENTDATA, this);
    library_.el_set(edit_, EL_EDITOR, "emacs");
    library_.el_set(edit_, EL_SIGNAL, 0);
    library_.el_set(edit_, EL_PROMPT, show_prompt);
    library_.el_set(edit_, EL_HIST, library_.history, history_);
    library_.el_set(edit_, EL_GETCFN, read_character);
    library_.el_set(edit_, EL_ADDFN, "minipy-complete", "Complete the word before the cursor", complete);
    library_.el_set(edit_, EL_BIND, "^I", "minipy-complete", nullptr);
    library_.el_set(edit_, EL_BIND, "^R", "em-inc-search-prev", nullptr);
    return true;
  }

  ~TerminalEditor() override {
    HistEvent event{};
    if (history_ != nullptr) {
      const LocaleScope scope(locale_);  // what is written in the user's way is saved so
      if (!history_path_.empty()) library_.history(history_, &event, H_SAVE, history_path_.c_str());
      library_.history_end(history_);
    }
    if (edit_ != nullptr) library_.el_end(edit_);
    if (locale_ != nullptr) freelocale(locale_);
  }
  TerminalEditor(const TerminalEditor&) = delete;
  TerminalEditor& operator=(const TerminalEditor&) = delete;

  LineEnd read(const std::string& prompt, std::string& line) override {
    const LocaleScope scope(locale_);
    prompt_ = prompt;
    interrupted_ = false;
    library_.el_resize(edit_);
    // Before the prompt is shown: what is typed from then on is the editor's to echo.
    library_.el_set(edit_, EL_PREP_TERM, 1);
    int count = 0;
    const char* text = library_.el_gets(edit_, &count);
    if (interrupted_) return LineEnd::kInterrupted;
    if (text == nullptr || count <= 0) return LineEnd::kEndOfInput;
    line.assign(text, static_cast<std::size_t>(count));
    if (line.back() == '\n') line.pop_back();
    return LineEnd::kLine;
  }

  void remember(const std::string& line) override {
    if (line.find_first_not_of(" \t") == std::string::npos) return;
    const LocaleScope scope(locale_);
    HistEvent event{};
    library_.history(history_, &event, H_ENTER, line.c_str());
  }

 private:
  // The library calls with its own object, which knows whose it is, and only the library can ask it.
  static TerminalEditor& owner(EditLine* edit) {
    void* self = nullptr;
    Library::client_data()(edit, EL_CLIENTDATA, &self);
    return *static_cast<TerminalEditor*>(self);
  }

  static char* show_prompt(EditLine* edit) { return owner(edit).prompt_.data(); }
  static int read_character(EditLine* edit, wchar_t* character) { return owner(edit).next(*character); }
  static unsigned char complete(EditLine* edit, int /*character*/) { return owner(edit).complete_word(); }

  // One character of UTF-8; what is none stands for itself.
  int next(wchar_t& character) {
    char byte = 0;
    const int got = read_byte(byte);
    if (got <= 0) return got;
    const auto first = static_cast<unsigned char>(byte);
    const int more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC0 ? 1 : 0;
    std::uint32_t point = more == 3   ? first & 0x07U
                          : more == 2 ? first & 0x0FU
                          : more == 1 ? first & 0x1FU
                                      : first;
    for (int i = 0; i < more; ++i) {
      if (const int rest = read_byte(byte); rest <= 0) return rest;
      point = point << 6U | (static_cast<unsigned char>(byte) & 0x3FU);
    }
    character = static_cast<wchar_t>(point);
    return 1;
  }

  int read_byte(char& byte) {
    const int got = host_.read_byte(&byte);
    interrupted_ = got < 0;
    return got;
  }

  unsigned char complete_word() {
    const LineInfo* info = library_.el_line(edit_);
    const char* start = info->cursor;
    while (start > info->buffer && belongs_to_word(start[-1])) --start;
    const std::string word(start, info->cursor);
    if (word.empty()) {
      // At the beginning of a line the key indents.
      const bool blank =
          std::all_of(info->buffer, info->cursor, [](char c) { return c == ' ' || c == '\t'; });
      if (!blank) return CC_ERROR;
      return library_.el_insertstr(edit_, "    ") == 0 ? CC_REFRESH : CC_ERROR;
    }
    const std::vector<std::string> words = host_.complete(word);
    if (words.empty()) return CC_ERROR;
    const std::string prefix = common_prefix(words);
    if (prefix.size() > word.size() && prefix.compare(0, word.size(), word) == 0) {
      return library_.el_insertstr(edit_, prefix.c_str() + word.size()) == 0 ? CC_REFRESH : CC_ERROR;
    }
    if (words.size() == 1) return CC_NORM;
    show(words);
    return CC_REDISPLAY;
  }

  // In columns, as wide as the terminal is; a word's qualifier is left out.
  static void show(const std::vector<std::string>& words) {
    std::size_t width = 0;
    std::vector<std::string_view> shown;
    for (const std::string& word : words) {
      const std::size_t dot = word.rfind('.');
      shown.push_back(std::string_view(word).substr(dot == std::string::npos ? 0 : dot + 1));
      width = std::max(width, shown.back().size() + 2);
    }
    winsize window{};
    const bool known = ioctl(STDOUT_FILENO, TIOCGWINSZ, &window) == 0 && window.ws_col > 0;
    const std::size_t each = std::max<std::size_t>((known ? window.ws_col : 80U) / width, 1);
    std::fputc('\n', stdout);
    for (std::size_t i = 0; i < shown.size(); ++i) {
      const bool last = (i + 1) % each == 0 || i + 1 == shown.size();
      std::fprintf(stdout, "%-*.*s", last ? 0 : static_cast<int>(width), static_cast<int>(shown[i].size()),
                   shown[i].data());
      if (last) std::fputc('\n', stdout);
    }
    std::fflush(stdout);
  }

  const Library library_;
  LineHost& host_;
  const std::string history_path_;
  std::string prompt_;
  bool interrupted_ = false;
  const locale_t locale_ = editing_locale();
  EditLine* edit_ = nullptr;
  History* history_ = nullptr;
};

}  // namespace

std::unique_ptr<LineEditor> make_terminal_editor(LineHost& host, std::string history_path) {
  Library library;
  if (!library.load()) return nullptr;
  auto editor = std::make_unique<TerminalEditor>(library, host, std::move(history_path));
  if (!editor->start()) return nullptr;
  return editor;
}

}  // namespace minipy::embed
