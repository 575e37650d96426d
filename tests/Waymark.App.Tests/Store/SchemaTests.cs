using System.Data.Common;
using System.Globalization;
using System.Reflection;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using NodaTime;
using Waymark.App.Store;
using Waymark.App.Tests.Harness;
using Xunit;

namespace Waymark.App.Tests.Store;

public sealed class SchemaTests(Databases databases)
{
    [Theory, OnBoth]
    public async Task The_schema_is_the_golden_one(Db db)
    {
        await using var database = await databases.Migrated(db);
        using var store = database.Open();
        await using var context = store.Open();
        var schema = await Schema(context);
        Golden.Check(Checkout.At("tests", "Waymark.App.Tests", "Golden", $"schema.{db.Name()}.sql"), schema);
    }

    [Theory, OnBoth]
    public async Task Every_column_is_mapped_and_every_mapped_column_is_there(Db db)
    {
        await using var database = await databases.Migrated(db);
        using var store = database.Open();
        await using var context = store.Open();
        var mapped = context.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties().Select(property => $"{entity.GetTableName()}.{property.GetColumnName()}"));
        Assert.Equal(mapped.Order(StringComparer.Ordinal), (await ColumnsOf(context)).Where(column => !column.StartsWith("migration.", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Theory, OnBoth]
    public async Task What_is_written_to_each_column_is_read_back(Db db)
    {
        await using var database = await databases.Migrated(db);
        using var store = database.Open();
        var samples = new Samples();
        await using var reading = store.Open();
        foreach (var entity in reading.Model.GetEntityTypes())
        {
            foreach (var full in new[] { true, false })
            {
                var sample = samples.Of(entity, full);
                // Deferred foreign keys are checked at the commit: here nothing is committed, so each table is tried alone.
                await using var writing = await store.Write();
                writing.Db.Add(sample);
                await writing.Db.SaveChangesAsync();
                writing.Db.ChangeTracker.Clear();
                var key = entity.FindPrimaryKey()!.Properties.Select(property => property.PropertyInfo!.GetValue(sample)).ToArray();
                var read = await writing.Db.FindAsync(entity.ClrType, key);
                foreach (var property in entity.GetProperties()) Assert.Equal(property.PropertyInfo!.GetValue(sample), property.PropertyInfo.GetValue(read));
            }
        }
    }

    [Theory, OnBoth]
    public async Task Migrating_again_changes_nothing_and_a_step_with_another_text_is_refused(Db db)
    {
        await using var database = await databases.Migrated(db);
        using var store = database.Open();
        await using var context = store.Open();
        Assert.Empty(await Migrator.Missing(context));
        Assert.Empty(await Migrator.Migrate(context, Stores.Start));
        await context.Database.ExecuteSqlRawAsync("UPDATE migration SET fingerprint = 'x' WHERE number = 1");
        await Assert.ThrowsAsync<SchemaException>(() => Migrator.Migrate(context, Stores.Start));
        await context.Database.ExecuteSqlRawAsync("UPDATE migration SET number = 9999 WHERE number = 1");
        await Assert.ThrowsAsync<SchemaException>(() => Migrator.Migrate(context, Stores.Start));
    }

    [Theory, OnBoth]
    public async Task Events_and_audit_are_neither_changed_nor_removed(Db db)
    {
        await using var database = await databases.Migrated(db);
        using var store = database.Open();
        await using (var writing = await store.Write())
        {
            var samples = new Samples();
            foreach (var type in new[] { typeof(ProcessRow), typeof(EventRow), typeof(Waymark.Core.Record.AuditEntry) })
                writing.Db.Add(samples.Of(writing.Db.Model.FindEntityType(type)!, full: true));
            await writing.Db.SaveChangesAsync();
            var process = writing.Db.ChangeTracker.Entries<ProcessRow>().Single().Entity;
            await writing.Db.Database.ExecuteSqlRawAsync("DELETE FROM process_child");
            writing.Db.Entry(writing.Db.ChangeTracker.Entries<EventRow>().Single().Entity).State = EntityState.Detached;
            Assert.NotNull(process);
            foreach (var sql in new[] { "UPDATE event SET reason = 'x'", "DELETE FROM event", "UPDATE audit_entry SET what = 'x'", "DELETE FROM audit_entry" })
            {
                await writing.Db.Database.ExecuteSqlRawAsync("SAVEPOINT attempt");
                var refused = await Assert.ThrowsAnyAsync<DbException>(() => writing.Db.Database.ExecuteSqlRawAsync(sql));
                Assert.Contains("are never changed or removed", refused.Message, StringComparison.Ordinal);
                await writing.Db.Database.ExecuteSqlRawAsync("ROLLBACK TO SAVEPOINT attempt");
            }
        }
    }

    static async Task<string> Schema(WaymarkDb db)
    {
        var sql = db.Engine == DatabaseEngine.Sqlite
            ? "SELECT sql || ';' FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY tbl_name, type DESC, name"
            : """
              SELECT line FROM (
                SELECT table_name AS of, 0 AS kind, ordinal_position AS place, table_name || '.' || column_name || ' ' || data_type || coalesce(' COLLATE ' || collation_name, '')
                  || CASE WHEN is_nullable = 'NO' THEN ' NOT NULL' ELSE '' END || coalesce(' DEFAULT ' || column_default, '') || CASE WHEN is_identity = 'YES' THEN ' IDENTITY ' || identity_generation ELSE '' END AS line
                  FROM information_schema.columns WHERE table_schema = 'public'
                UNION ALL SELECT conrelid::regclass::text, 1, 0, conrelid::regclass::text || ': ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND conrelid <> 0 AND contype <> 't'
                UNION ALL SELECT tablename, 2, 0, indexdef FROM pg_indexes WHERE schemaname = 'public'
                UNION ALL SELECT tgrelid::regclass::text, 3, 0, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
                UNION ALL SELECT '~', 4, 0, pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
              ) AS lines ORDER BY of COLLATE "C", kind, place, line COLLATE "C"
              """;
        var schema = new StringBuilder();
        foreach (var line in await Strings(db, sql)) schema.Append(line).Append('\n');
        return schema.ToString();
    }

    static Task<List<string>> ColumnsOf(WaymarkDb db) => Strings(db, db.Engine == DatabaseEngine.Sqlite
        ? "SELECT m.name || '.' || c.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'"
        : "SELECT table_name || '.' || column_name FROM information_schema.columns WHERE table_schema = 'public'");

    static async Task<List<string>> Strings(WaymarkDb db, string sql)
    {
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var strings = new List<string>();
        while (await reader.ReadAsync()) strings.Add(reader.GetString(0));
        return strings;
    }

    /// <summary>A row of each entity with a value of its own in each column, or with nulls wherever they may be.</summary>
    sealed class Samples
    {
        static readonly DateOnly Day = new(2026, 3, 9);
        int count;

        public object Of(IEntityType entity, bool full)
        {
            var sample = System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(entity.ClrType);
            foreach (var property in entity.GetProperties())
                if (property.ValueGenerated == ValueGenerated.Never) Set(property, sample, full || !property.IsNullable ? Value(property.ClrType) : null);
            return sample;
        }

        static void Set(IProperty property, object sample, object? value)
        {
            var info = property.PropertyInfo!;
            var setter = info.GetSetMethod(nonPublic: true) ?? throw new InvalidOperationException($"{info.DeclaringType}.{info.Name} can't be set.");
            setter.Invoke(sample, [value]);
        }

        object Value(Type type)
        {
            count++;
            var plain = Nullable.GetUnderlyingType(type) ?? type;
            if (plain == typeof(string)) return $"Siân Ó Néill 'quoted' \"{count}\" 漢 🐻";
            if (plain == typeof(Guid)) return new Guid(count, 0x0102, 0x0304, 5, 6, 7, 8, 9, 10, 11, 12);
            if (plain == typeof(Instant)) return Stores.Start + Duration.FromTicks(count * 10L);
            if (plain == typeof(LocalDate)) return LocalDate.FromDateOnly(Day.AddDays(count));
            if (plain == typeof(bool)) return count % 2 == 0;
            if (plain == typeof(byte[])) return Encoding.UTF8.GetBytes(count.ToString(CultureInfo.InvariantCulture));
            if (plain.IsEnum) return Enum.GetValues(plain).GetValue(count % Enum.GetValues(plain).Length)!;
            return Convert.ChangeType(count, plain, CultureInfo.InvariantCulture);
        }
    }
}
