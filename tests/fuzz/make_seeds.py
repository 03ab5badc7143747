#!/usr/bin/env python3
"""Writes the trial tables and mappings that fuzzing begins with: one file each in seeds/trials and seeds/mapping.

Usage: make_seeds.py
"""

from pathlib import Path

SEEDS = {
    "trials": [
        'run,epoch,phase,image_name,ground_truth,prediction\n'
        '1,1,train,second_gen_p_3_0.png,p,q\n'
        '1,1,test,second_gen_q_3_x_-30.png,q,q\n'
        '2,1,train,second_gen_p_3_0.png,p,p\n',
        '\ufeffrt;run;epoch;phase;image_name;ground_truth;prediction;note\r\n'
        '1.5;1;1;train;a;p;q;bär\r\n'
        ';1;2;test;"b;""c""";p;q;"two\r\n'
        'lines"\r\n',
        'prediction\tground_truth\timage_name\tphase\tepoch\trun\tn\n'
        'q\tp\ta\ttrain\t1\t1\t12\n'
        'p\tp\tb\ttest\t6\t0\t-9\n',
        'run,epoch,phase,image_name,ground_truth,prediction,id\n'
        '1,1,train,a,p,q,9007199254740993\n'
        '1,1,train,a,p,q,\n',
    ],
    "mapping": [
        '\n'
        'subj,Session,trial,rt,object_response,category,condition,imagename\n'
        'subject-03,1,1,0.52,cat,dog,0,a.png\n'
        'subject-03,2,2,NaN,dog,dog,c,b.png\n'
        'subject-01,1,1,1.5,na,cat,0,a.png\n',
        'run=who\n'
        'epoch=:2\n'
        'phase=kind\n'
        'phase:0=train\n'
        'phase:1=test\n'
        'image=file\n'
        'truth=is\n'
        'prediction=said\n'
        'truth:1=cat\n'
        'prediction:2=dog\n'
        '\n'
        'who;kind;file;is;said;rt\r\n'
        '"p,1";0;a;1;2;3\r\n'
        'p2;1;"b\n'
        'c";2;1;\r\n',
        'model-vs-human\n'
        'epoch=:1\n'
        '\n'
        'imagename\tcategory\tobject_response\tsubj\tsession\n'
        'a\tp\tq\t7\tx\n',
        'rt=when\n'
        'rt-unit=ms\n'
        '\n'
        'run,epoch,phase,image_name,ground_truth,prediction,when\n'
        '1,1,test,a,b,c,350\n'
        '1,1,train,a,b,b,NaN\n',
        'run=:1\n'
        'epoch=:1\n'
        'phase=:test\n'
        'image=a\n'
        'truth=a\n'
        'prediction=prediction\n'
        '\n'
        'a,prediction,run\n'
        'x,y,5\n',
        'model-vs-human\n'
        'truth:p=ca\udc8c\n'
        '\n'
        'imagename,category,object_response,subj,session\n'
        'a,p,q,7,1\n',
    ],
}

here = Path(__file__).parent
for target, texts in SEEDS.items():
    folder = here / "seeds" / target
    folder.mkdir(parents=True, exist_ok=True)
    for number, text in enumerate(texts, 1):
        (folder / f"{number}.txt").write_bytes(text.encode(errors="surrogateescape"))
