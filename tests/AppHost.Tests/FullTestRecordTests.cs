using Switchboard.Dev;

namespace AppHost.Tests;

/// <summary>How a full run that was interrupted goes on.</summary>
public sealed class FullTestRecordTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("switchboard-record-").FullName;

    private string File => Path.Combine(_folder, "data", "full-tests.json");

    [Fact]
    public void Find_WhatPassedInARunBefore_IsFoundForTheSameSourceOnly()
    {
        FullTestRecord.Open(File, "one", restart: false).Add("unit", new TestCount(3, 0, 1));

        Assert.Equal(new TestCount(3, 0, 1), FullTestRecord.Open(File, "one", restart: false).Find("unit"));
        Assert.Null(FullTestRecord.Open(File, "one", restart: false).Find("churn"));
        Assert.Null(FullTestRecord.Open(File, "two", restart: false).Find("unit"));
    }

    [Fact]
    public void Add_WhatFailed_RunsAgain()
    {
        FullTestRecord.Open(File, "one", restart: false).Add("unit", new TestCount(3, 1, 0));

        Assert.Null(FullTestRecord.Open(File, "one", restart: false).Find("unit"));
    }

    [Fact]
    public void Open_ToRestart_ForgetsWhatPassed()
    {
        FullTestRecord.Open(File, "one", restart: false).Add("unit", new TestCount(3, 0, 0));

        Assert.Null(FullTestRecord.Open(File, "one", restart: true).Find("unit"));
        Assert.Null(FullTestRecord.Open(File, "one", restart: false).Find("unit"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
