import static org.neo4j.configuration.GraphDatabaseSettings.DEFAULT_DATABASE_NAME;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.configuration.connectors.BoltConnector;
import org.neo4j.configuration.helpers.SocketAddress;
import org.neo4j.configuration.ssl.ClientAuth;
import org.neo4j.configuration.ssl.SslPolicyConfig;
import org.neo4j.configuration.ssl.SslPolicyScope;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;
import org.neo4j.io.ByteUnit;

/**
 * Starts Neo4j and prints "ready PORT" once it answers.
 *
 * Arguments: the home folder, the port, and the process that it belongs to. When that process ends, however it ends,
 * the server ends and its home is removed, so that a run of the tests that is killed leaves nothing. Then any of:
 * "auth", it asks for a user and password; "keep", the home stays, so that a server may be killed and started again on
 * the same data; "read-only", nothing can be written; "tls", it speaks only encrypted, with private.key and public.crt
 * in the folder tls of its home; "gds", the Graph Data Science that lies in the folder plugins of its home may do what
 * it needs to.
 */
class Launcher {
    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]);
        int port = Integer.parseInt(arguments[1]);
        ProcessHandle owner = ProcessHandle.of(Long.parseLong(arguments[2])).orElseThrow();
        List<String> options = List.of(arguments).subList(3, arguments.length);
        boolean keep = options.contains("keep");

        var builder = new DatabaseManagementServiceBuilder(home)
                .setConfig(BoltConnector.enabled, true)
                .setConfig(BoltConnector.listen_address, new SocketAddress("127.0.0.1", port))
                .setConfig(BoltConnector.advertised_address, new SocketAddress("127.0.0.1", port))
                .setConfig(GraphDatabaseSettings.auth_enabled, options.contains("auth"))
                .setConfig(GraphDatabaseSettings.read_only_database_default, options.contains("read-only"))
                .setConfig(GraphDatabaseSettings.pagecache_memory, ByteUnit.mebiBytes(64))
                .setConfig(GraphDatabaseSettings.check_point_interval_time, Duration.ofHours(1));
        if (options.contains("tls")) {
            SslPolicyConfig tls = SslPolicyConfig.forScope(SslPolicyScope.BOLT);
            builder.setConfig(tls.enabled, true)
                    .setConfig(tls.base_directory, home.resolve("tls"))
                    .setConfig(tls.client_auth, ClientAuth.NONE)
                    .setConfig(BoltConnector.encryption_level, BoltConnector.EncryptionLevel.REQUIRED);
        }
        if (options.contains("gds")) {
            builder.setConfig(GraphDatabaseSettings.procedure_unrestricted, List.of("gds.*"));
        }
        DatabaseManagementService server = builder.build();
        if (!server.database(DEFAULT_DATABASE_NAME).isAvailable(30_000)) {
            throw new IllegalStateException("the database did not come up");
        }
        CompletableFuture<Void> end = new CompletableFuture<>();
        owner.onExit().thenRun(() -> end.complete(null));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            server.shutdown();
            if (!keep) {
                remove(home);
            }
        }));
        System.out.println("ready " + port);
        end.join();
        System.exit(0);
    }

    /** Removes the home, the notes beside it that bear its name, and the folder of both once it is empty. */
    private static void remove(Path home) {
        String notes = home.getFileName() + ".";
        try (var paths = Files.walk(home); var beside = Files.list(home.getParent())) {
            paths.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
            beside.filter(path -> path.getFileName().toString().startsWith(notes))
                    .forEach(path -> path.toFile().delete());
        } catch (IOException gone) {
            // somebody else removed it first
        }
        home.getParent().toFile().delete();
    }
}
