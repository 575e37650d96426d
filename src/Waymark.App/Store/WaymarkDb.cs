using Microsoft.EntityFrameworkCore;
using NodaTime;
using Waymark.Core.Packs;
using Waymark.Core.Processes;
using Waymark.Core.Record;

namespace Waymark.App.Store;

/// <summary>
/// One authority's database. Names follow from the types (<see cref="Columns.Snake"/>), the schema is Migrations/*.sql, and a test
/// holds the two equal. Queries don't track unless they say so: what is changed is changed by the casework operations or in plain sight.
/// </summary>
public sealed class WaymarkDb(DbContextOptions<WaymarkDb> options) : DbContext(options)
{
    public DbSet<WorkerRow> Workers => Set<WorkerRow>();
    public DbSet<Holding> Holdings => Set<Holding>();
    public DbSet<Allocation> Allocations => Set<Allocation>();
    public DbSet<Absence> Absences => Set<Absence>();
    public DbSet<QualificationRow> Qualifications => Set<QualificationRow>();
    public DbSet<Training> Trainings => Set<Training>();
    public DbSet<ChildRow> Children => Set<ChildRow>();
    public DbSet<Placement> Placements => Set<Placement>();
    public DbSet<ChildNamePartRow> ChildNameParts => Set<ChildNamePartRow>();
    public DbSet<ChildPersonRow> ChildPeople => Set<ChildPersonRow>();
    public DbSet<Change> Changes => Set<Change>();
    public DbSet<AccessReasonRow> AccessReasons => Set<AccessReasonRow>();
    public DbSet<ExclusionRow> Exclusions => Set<ExclusionRow>();
    public DbSet<RestrictionRow> Restrictions => Set<RestrictionRow>();
    public DbSet<AgreementRow> Agreements => Set<AgreementRow>();
    public DbSet<UnusualReviewRow> UnusualReviews => Set<UnusualReviewRow>();
    public DbSet<AuditExportRow> AuditExports => Set<AuditExportRow>();
    public DbSet<LetInRow> LetIns => Set<LetInRow>();
    public DbSet<ProcessRow> Processes => Set<ProcessRow>();
    public DbSet<ProcessChildRow> ProcessChildren => Set<ProcessChildRow>();
    public DbSet<EventRow> Events => Set<EventRow>();
    public DbSet<WorkstepRow> Worksteps => Set<WorkstepRow>();
    public DbSet<RequestRow> Requests => Set<RequestRow>();
    public DbSet<ClockRow> Clocks => Set<ClockRow>();
    public DbSet<ConcernRow> Concerns => Set<ConcernRow>();
    public DbSet<FigureRow> Figures => Set<FigureRow>();
    public DbSet<TimerRow> Timers => Set<TimerRow>();
    public DbSet<DraftRow> Drafts => Set<DraftRow>();
    public DbSet<OperationRow> Operations => Set<OperationRow>();
    public DbSet<NoticeRow> Notices => Set<NoticeRow>();
    public DbSet<CaseNoteRow> CaseNotes => Set<CaseNoteRow>();
    public DbSet<DocumentRow> Documents => Set<DocumentRow>();
    public DbSet<FileSaltRow> FileSalts => Set<FileSaltRow>();
    public DbSet<SessionRow> Sessions => Set<SessionRow>();
    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();
    public DbSet<AuditSealRow> AuditSeals => Set<AuditSealRow>();
    public DbSet<LeaseRow> Leases => Set<LeaseRow>();
    public DbSet<PackVersionRow> PackVersions => Set<PackVersionRow>();
    public DbSet<SettingRow> Settings => Set<SettingRow>();
    public DbSet<CounterRow> Counters => Set<CounterRow>();

    public DatabaseEngine Engine => Database.ProviderName!.EndsWith("Sqlite", StringComparison.Ordinal) ? DatabaseEngine.Sqlite : DatabaseEngine.PostgreSql;

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<Instant>().HaveConversion<Columns.InstantColumn>();
        configurationBuilder.Properties<LocalDate>().HaveConversion<Columns.DayColumn>();
        configurationBuilder.Properties<ProcessStatus>().HaveConversion<Columns.WordColumn<ProcessStatus>>();
        configurationBuilder.Properties<WorkstepStatus>().HaveConversion<Columns.WordColumn<WorkstepStatus>>();
        configurationBuilder.Properties<RequestStatus>().HaveConversion<Columns.WordColumn<RequestStatus>>();
        configurationBuilder.Properties<ClockStatus>().HaveConversion<Columns.WordColumn<ClockStatus>>();
        configurationBuilder.Properties<RestrictionKind>().HaveConversion<Columns.WordColumn<RestrictionKind>>();
        configurationBuilder.Properties<UnusualResult>().HaveConversion<Columns.WordColumn<UnusualResult>>();
        configurationBuilder.Properties<ReasonKind>().HaveConversion<Columns.WordColumn<ReasonKind>>();
        configurationBuilder.Properties<ContactKind>().HaveConversion<Columns.WordColumn<ContactKind>>();
        configurationBuilder.Properties<Standing>().HaveConversion<Columns.WordColumn<Standing>>();
        configurationBuilder.Properties<Scan>().HaveConversion<Columns.WordColumn<Scan>>();
        configurationBuilder.Properties<Channel>().HaveConversion<Columns.WordColumn<Channel>>();
        configurationBuilder.Properties<AuditAction>().HaveConversion<Columns.WordColumn<AuditAction>>();
        configurationBuilder.Properties<AuditOutcome>().HaveConversion<Columns.WordColumn<AuditOutcome>>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<ChildNamePartRow>().HasKey(row => new { row.PartKey, row.ChildId });
        modelBuilder.Entity<ProcessChildRow>().HasKey(row => new { row.ProcessId, row.ChildId });
        modelBuilder.Entity<EventRow>().HasKey(row => new { row.ProcessId, row.Sequence });
        modelBuilder.Entity<ConcernRow>().HasKey(row => row.ProcessId);
        modelBuilder.Entity<FigureRow>().HasKey(row => new { row.ProcessId, row.Figure, row.Value });
        modelBuilder.Entity<TimerRow>().HasKey(row => new { row.Kind, row.Subject });
        modelBuilder.Entity<DraftRow>().HasKey(row => new { row.Worker, row.WorkstepId, row.Section });
        modelBuilder.Entity<OperationRow>().HasKey(row => row.Key);
        modelBuilder.Entity<FileSaltRow>().HasKey(row => row.Owner);
        modelBuilder.Entity<SessionRow>().HasKey(row => row.TokenHash);
        modelBuilder.Entity<AuditEntry>().HasKey(entry => entry.Number);
        modelBuilder.Entity<AuditEntry>().Property(entry => entry.Number).ValueGeneratedOnAdd();
        modelBuilder.Entity<AuditSealRow>().HasKey(row => row.Place);
        modelBuilder.Entity<LeaseRow>().HasKey(row => row.Name);
        modelBuilder.Entity<PackVersionRow>().HasKey(row => row.Fingerprint);
        modelBuilder.Entity<SettingRow>().HasKey(row => row.Key);
        modelBuilder.Entity<CounterRow>().HasKey(row => row.Name);

        modelBuilder.Entity<Holding>().HasKey(row => row.Id);
        modelBuilder.Entity<Allocation>().HasKey(row => row.Id);
        modelBuilder.Entity<Absence>().HasKey(row => row.Id);
        modelBuilder.Entity<Change>().HasKey(row => row.Id);
        modelBuilder.Entity<Placement>().HasKey(row => row.Id);
        modelBuilder.Entity<Training>().HasKey(row => row.Id);

        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            var name = entity.ClrType.Name;
            entity.SetTableName(Columns.Snake(name.EndsWith("Row", StringComparison.Ordinal) ? name[..^"Row".Length] : name));
            foreach (var property in entity.GetProperties())
            {
                property.SetColumnName(Columns.Snake(property.Name));
                if (property.Name != nameof(AuditEntry.Number) || entity.ClrType != typeof(AuditEntry)) property.ValueGenerated = Microsoft.EntityFrameworkCore.Metadata.ValueGenerated.Never;
            }
        }
    }
}
