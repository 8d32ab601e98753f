// Lucene beside Cote: one collection indexed by several threads with its text stored, and queries timed one by one.
//
//   LuceneBench index DOCS.jsonl INDEX THREADS french|words    one JSON line: seconds, bytes
//   LuceneBench merge INDEX                                    forceMerge(1): seconds, bytes
//   LuceneBench query INDEX french|words KIND QUERIES.tsv REPS WARM_SECONDS [EACH.tsv]
//
// KIND: ranked  QueryParser on the escaped text, words joined by OR, ten hits; the total is left open, as by default
//       exact   the same, every hit counted
//       phrase  QueryParser on the text in quotes, ten hits, every hit counted
// QUERIES.tsv: name TAB text. Parsing and fetching the ids of the ten hits are timed too. EACH.tsv gets a line a
// query: name TAB hits TAB median in microseconds.
//
// Analyzers: french is FrenchAnalyzer as shipped (elision, lower case, stop words, light stemming). A phrase there is
// another question than Cote's exact expression: stop words are gaps that any word fills, all inflections that share
// a stem match, and a phrase with one word left is a single term. words has elision and lower case only, so that its
// phrase asks for the same words in the same order; what still differs is that it never folds accents and that an
// elided article leaves no trace.
//
// One field holds title and text, with positions. The id is a doc value: reading it from the stored fields would
// decompress the text that stands beside it. It is not indexed, which is cheaper than what replacing documents takes.
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.util.ElisionFilter;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.queryparser.classic.QueryParser;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopScoreDocCollector;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.Version;

public class LuceneBench {
  private static final int HITS = 10;
  // Large enough that 200 MB of text flush a few times at most; smaller buffers are slower.
  private static final double BUFFER_MB = 256;
  // Lines that a thread takes at a time.
  private static final int BATCH = 64;

  // Reads the members of one flat JSON object; values that are no strings are skipped.
  private static final class Record {
    private final String line;
    private int at = 0;
    String id = "";
    String title = "";
    String text = "";

    Record(String line) {
      this.line = line;
      expect('{');
      while (peek() != '}') {
        String key = string();
        expect(':');
        if (peek() == '"') {
          String value = string();
          if (key.equals("id")) id = value;
          else if (key.equals("title")) title = value;
          else if (key.equals("text")) text = value;
        } else {
          skip();
        }
        if (peek() == ',') at++;
      }
    }

    private char peek() {
      while (line.charAt(at) <= ' ') at++;
      return line.charAt(at);
    }

    private void expect(char wanted) {
      if (peek() != wanted) throw new IllegalArgumentException("JSON: " + wanted + " expected at " + at);
      at++;
    }

    private void skip() {
      int depth = 0;
      do {
        char c = peek();
        if (c == '"') {
          string();
          continue;
        }
        if (c == '[' || c == '{') depth++;
        if (c == ']' || c == '}') depth--;
        at++;
      } while (depth > 0 || (peek() != ',' && peek() != '}'));
    }

    private String string() {
      expect('"');
      int end = at;
      while (line.charAt(end) != '"' && line.charAt(end) != '\\') end++;
      if (line.charAt(end) == '"') {
        String plain = line.substring(at, end);
        at = end + 1;
        return plain;
      }
      StringBuilder out = new StringBuilder();
      while (line.charAt(at) != '"') {
        char c = line.charAt(at++);
        if (c == '\\') {
          c = line.charAt(at++);
          int control = "bfnrt".indexOf(c);
          if (c == 'u') {
            c = (char) Integer.parseInt(line.substring(at, at + 4), 16);
            at += 4;
          } else if (control >= 0) {
            c = "\b\f\n\r\t".charAt(control);
          }
        }
        out.append(c);
      }
      at++;
      return out.toString();
    }
  }

  private static Analyzer analyzer(String name) {
    if (name.equals("french")) return new FrenchAnalyzer();
    if (!name.equals("words")) throw new IllegalArgumentException("analyzer: french or words");
    return new Analyzer() {
      @Override
      protected TokenStreamComponents createComponents(String field) {
        StandardTokenizer words = new StandardTokenizer();
        return new TokenStreamComponents(
            words, new LowerCaseFilter(new ElisionFilter(words, FrenchAnalyzer.DEFAULT_ARTICLES)));
      }
    };
  }

  private static long bytes(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }

  private static double since(long begin) {
    return (System.nanoTime() - begin) / 1e9;
  }

  private static void add(IndexWriter writer, String line) throws IOException {
    Record record = new Record(line);
    Document document = new Document();
    document.add(new BinaryDocValuesField("id", new BytesRef(record.id)));
    String body = record.title.isEmpty() ? record.text : record.title + "\n" + record.text;
    document.add(new TextField("body", body, Field.Store.YES));
    writer.addDocument(document);
  }

  private static void index(String docs, String folder, int threads, String analyzer) throws Exception {
    long begin = System.nanoTime();
    IndexWriterConfig config = new IndexWriterConfig(analyzer(analyzer));
    config.setOpenMode(IndexWriterConfig.OpenMode.CREATE);
    config.setRAMBufferSizeMB(BUFFER_MB);
    IndexWriter writer = new IndexWriter(FSDirectory.open(Paths.get(folder)), config);
    BlockingQueue<List<String>> batches = new ArrayBlockingQueue<>(4 * threads);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    List<Future<Void>> done = new ArrayList<>();
    Callable<Void> work =
        () -> {
          for (List<String> batch = batches.take(); !batch.isEmpty(); batch = batches.take()) {
            for (String line : batch) add(writer, line);
          }
          return null;
        };
    for (int i = 0; i < threads; i++) done.add(pool.submit(work));
    try (BufferedReader reader = Files.newBufferedReader(Paths.get(docs), StandardCharsets.UTF_8)) {
      List<String> batch = new ArrayList<>(BATCH);
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (line.isEmpty()) continue;
        batch.add(line);
        if (batch.size() == BATCH) {
          batches.put(batch);
          batch = new ArrayList<>(BATCH);
        }
      }
      if (!batch.isEmpty()) batches.put(batch);
    }
    for (int i = 0; i < threads; i++) batches.put(List.of());
    for (Future<Void> one : done) one.get();
    pool.shutdown();
    writer.commit();
    double committed = since(begin);
    writer.close();
    double closed = since(begin);
    try (DirectoryReader reader = DirectoryReader.open(FSDirectory.open(Paths.get(folder)))) {
      System.out.printf(
          Locale.ROOT,
          "{\"version\":\"%s\",\"documents\":%d,\"seconds\":%.3f,\"closed_seconds\":%.3f,\"bytes\":%d,\"segments\":%d}%n",
          Version.LATEST, reader.numDocs(), committed, closed, bytes(Paths.get(folder)), reader.leaves().size());
    }
  }

  private static void merge(String folder) throws IOException {
    long begin = System.nanoTime();
    // No analysis takes place here, any analyzer will do.
    IndexWriter writer =
        new IndexWriter(FSDirectory.open(Paths.get(folder)), new IndexWriterConfig(new FrenchAnalyzer()));
    writer.forceMerge(1);
    writer.close();
    System.out.printf(
        Locale.ROOT, "{\"seconds\":%.3f,\"bytes\":%d}%n", since(begin), bytes(Paths.get(folder)));
  }

  // Keeps the virtual machine from dropping the fetch of the ids.
  private static long sink = 0;

  private static long search(IndexSearcher searcher, QueryParser parser, String kind, String text)
      throws Exception {
    String escaped = QueryParser.escape(text);
    Query query = parser.parse(kind.equals("phrase") ? '"' + escaped + '"' : escaped);
    TopDocs top;
    if (kind.equals("ranked")) {
      top = searcher.search(query, HITS);
    } else {
      TopScoreDocCollector collector = TopScoreDocCollector.create(HITS, Integer.MAX_VALUE);
      searcher.search(query, collector);
      top = collector.topDocs();
    }
    List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
    for (ScoreDoc hit : top.scoreDocs) {
      LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(hit.doc, leaves));
      BinaryDocValues ids = leaf.reader().getBinaryDocValues("id");
      if (ids.advanceExact(hit.doc - leaf.docBase)) sink += ids.binaryValue().length;
    }
    return top.totalHits.value;
  }

  private static double at(double[] sorted, double share) {
    return sorted[Math.min(sorted.length - 1, (int) (sorted.length * share))];
  }

  private static void query(String[] a) throws Exception {
    String kind = a[3];
    if (!List.of("ranked", "exact", "phrase").contains(kind)) {
      throw new IllegalArgumentException("kind: ranked, exact or phrase");
    }
    List<String[]> queries = new ArrayList<>();
    for (String line : Files.readAllLines(Paths.get(a[4]), StandardCharsets.UTF_8)) {
      int tab = line.indexOf('\t');
      if (tab > 0) queries.add(new String[] {line.substring(0, tab), line.substring(tab + 1)});
    }
    int reps = Integer.parseInt(a[5]);
    double warm = Double.parseDouble(a[6]);
    IndexSearcher searcher = new IndexSearcher(DirectoryReader.open(MMapDirectory.open(Paths.get(a[1]))));
    // Otherwise repetitions would measure the cache.
    searcher.setQueryCache(null);
    BooleanQuery.setMaxClauseCount(1 << 16);
    QueryParser parser = new QueryParser("body", analyzer(a[2]));
    // Once at least, then until the virtual machine has compiled what counts.
    long begin = System.nanoTime();
    do {
      for (String[] one : queries) search(searcher, parser, kind, one[1]);
    } while (since(begin) < warm);
    long[] hits = new long[queries.size()];
    double[][] each = new double[queries.size()][reps];
    double[] all = new double[queries.size() * reps];
    double[] cpu = new double[all.length];
    // What of the time this thread was running: on a busy machine less.
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    for (int rep = 0, n = 0; rep < reps; rep++) {
      for (int i = 0; i < queries.size(); i++) {
        long ran = threads.getCurrentThreadCpuTime();
        long start = System.nanoTime();
        hits[i] = search(searcher, parser, kind, queries.get(i)[1]);
        each[i][rep] = (System.nanoTime() - start) / 1e3;
        all[n] = each[i][rep];
        cpu[n++] = (threads.getCurrentThreadCpuTime() - ran) / 1e3;
      }
    }
    Arrays.sort(all);
    Arrays.sort(cpu);
    System.out.printf(
        Locale.ROOT,
        "{\"kind\":\"%s\",\"queries\":%d,\"reps\":%d,\"hits\":%d,\"median_us\":%.1f,\"p95_us\":%.1f,"
            + "\"p99_us\":%.1f,\"mean_us\":%.1f,\"cpu_median_us\":%.1f,\"cpu_p95_us\":%.1f}%n",
        kind, queries.size(), reps, Arrays.stream(hits).sum(), at(all, .5), at(all, .95), at(all, .99),
        Arrays.stream(all).average().orElse(0), at(cpu, .5), at(cpu, .95));
    if (a.length <= 7) return;
    try (PrintWriter out = new PrintWriter(a[7], StandardCharsets.UTF_8)) {
      for (int i = 0; i < hits.length; i++) {
        Arrays.sort(each[i]);
        out.printf(Locale.ROOT, "%s\t%d\t%.1f%n", queries.get(i)[0], hits[i], at(each[i], .5));
      }
    }
  }

  public static void main(String[] a) throws Exception {
    if (a.length == 5 && a[0].equals("index")) {
      index(a[1], a[2], Integer.parseInt(a[3]), a[4]);
    } else if (a.length == 2 && a[0].equals("merge")) {
      merge(a[1]);
    } else if (a.length >= 7 && a[0].equals("query")) {
      query(a);
    } else {
      System.err.println("usage: see the head of LuceneBench.java");
      System.exit(2);
    }
  }
}
